import { canonicalKey } from "@keywright/contract/license-key";
import { type Context, read } from "#actions/context.ts";
import { findByKey } from "#actions/licenses/by-key.ts";
import { type LicenseView, viewLicense } from "#actions/licenses/key.ts";
import { ofProduct } from "#domain/actor.ts";
import { type Refusal, refuse } from "#domain/refusal.ts";

/** Finds a license by its whole key. */
export async function findLicenseOfKey(context: Context, licenseKey: string): Promise<LicenseView | Refusal> {
  return read(context, ofProduct("read"), async (db) => {
    const record = await findByKey(context, db, canonicalKey(licenseKey));
    if (record === null) return refuse("LICENSE_NOT_FOUND", "No license has this key.");
    return viewLicense(context, record, context.clock.now());
  });
}
