import type { Context, Services } from "#actions/context.ts";
import { changeLicense, type VendorChange } from "#actions/licenses/change.ts";
import { type LicenseView, newKey, storeKey } from "#actions/licenses/key.ts";
import { regeneratedMail } from "#actions/licenses/mails.ts";
import { subjectsOf } from "#actions/licenses/subjects.ts";
import { type Refusal, refuse } from "#domain/refusal.ts";
import type { ExpectedRevision } from "#domain/revision.ts";
import { endActivationsOfLicense } from "#store/activations.ts";
import type { LicenseRecord } from "#store/licenses.ts";
import { dropKeyMails } from "#store/outbox.ts";
import { deletePortalSessionsOfLicense } from "#store/portal-sessions.ts";
import { findProduct } from "#store/products.ts";
import { forSealing } from "#store/secret-in-use.ts";
import type { Tx } from "#store/store.ts";

/** Gives a license a new key. The old key stops at once, and every activation that was made with it ends. */
export async function regenerateKey(
  context: Context,
  input: { id: string; expected: ExpectedRevision },
): Promise<LicenseView | Refusal> {
  return changeLicense(context, input, (tx, record, now) => replaceKey(context, tx, record, now));
}

/** The change itself, whoever makes it: all that the old key has opened ends with it, sessions in the portal included. */
export async function replaceKey(
  services: Services,
  tx: Tx,
  record: LicenseRecord,
  now: Temporal.Instant,
): Promise<VendorChange | Refusal> {
  const { license, keyEnding } = record;
  if (license.deactivatedAt !== null) return refuse("LICENSE_DEACTIVATED", "This license is deactivated for ever.");
  const product = await findProduct(tx, record.product.id);
  if (product === null) throw new Error(`license ${license.id} has no product`);
  await dropKeyMails(tx, license.id, "The license got another key before this mail went out.", now);
  const ended = await endActivationsOfLicense(tx, license.id, "regenerated", now);
  await deletePortalSessionsOfLicense(tx, license.id);
  const vault = await forSealing(tx, services.vault);
  return {
    change: { key: storeKey(vault, license.id, newKey(product.keyPrefix)), activationUsage: 0 },
    event: {
      type: "license.regenerated",
      about: subjectsOf(record),
      data: { activationsEnded: ended, formerKeyEnding: keyEnding },
    },
    mails: (changed) => [regeneratedMail(services, changed, keyEnding)],
  };
}
