import type { Context } from "#actions/context.ts";
import { changeLicense } from "#actions/licenses/change.ts";
import { noSuchLicense } from "#actions/licenses/get.ts";
import type { LicenseView } from "#actions/licenses/key.ts";
import { replaceKey } from "#actions/licenses/regenerate-key.ts";
import { isOwn } from "#actions/portal/own.ts";
import { portalSettingsOf } from "#actions/products/portal-settings.ts";
import { type Refusal, refuse } from "#domain/refusal.ts";

/** Gives a license of the customer's own a new key, where the vendor lets customers do so. */
export async function regenerateOwnKey(context: Context, licenseId: string): Promise<LicenseView | Refusal> {
  return changeLicense(
    context,
    { id: licenseId, expected: null },
    async (tx, record, now) => {
      if (!isOwn(context.actor, record)) return noSuchLicense();
      if (!(await portalSettingsOf(tx, record.product.id)).regenerate)
        return refuse("FORBIDDEN", "The vendor does not let customers get new keys of this product themselves.");
      return replaceKey(context, tx, record, now);
    },
    "portal",
  );
}
