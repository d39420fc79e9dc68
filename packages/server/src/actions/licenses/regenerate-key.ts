import type { Context } from "#actions/context.ts";
import { changeLicense } from "#actions/licenses/change.ts";
import { newKey, type RevealedLicense, storeKey } from "#actions/licenses/key.ts";
import { regeneratedMail } from "#actions/licenses/mails.ts";
import { subjectsOf } from "#actions/licenses/subjects.ts";
import { type Refusal, refuse } from "#domain/refusal.ts";
import type { ExpectedRevision } from "#domain/revision.ts";
import { endActivationsOfLicense } from "#store/activations.ts";
import { dropKeyMails } from "#store/outbox.ts";
import { findProduct } from "#store/products.ts";

/** Gives a license a new key. The old key stops at once, and every activation that was made with it ends. */
export async function regenerateKey(
  context: Context,
  input: { id: string; expected: ExpectedRevision },
): Promise<RevealedLicense | Refusal> {
  return changeLicense(context, input, async (tx, record, now) => {
    const { license, keyEnding } = record;
    if (license.deactivatedAt !== null) return refuse("LICENSE_DEACTIVATED", "This license is deactivated for ever.");
    const product = await findProduct(tx, record.product.id);
    if (product === null) throw new Error(`license ${license.id} has no product`);
    await dropKeyMails(tx, license.id, "The license got another key before this mail went out.", now);
    const ended = await endActivationsOfLicense(tx, license.id, "regenerated", now);
    return {
      change: { key: storeKey(context.vault, license.id, newKey(product.keyPrefix)), activationUsage: 0 },
      event: {
        type: "license.regenerated",
        about: subjectsOf(record),
        data: { activationsEnded: ended, formerKeyEnding: keyEnding },
      },
      mails: (changed) => [regeneratedMail(context, changed, keyEnding)],
    };
  });
}
