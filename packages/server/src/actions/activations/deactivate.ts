import { endActivation } from "#actions/activations/end.ts";
import { type Context, read, write } from "#actions/context.ts";
import { keyDigest } from "#actions/licenses/key.ts";
import { isRefusal, type Refusal, refuse } from "#domain/refusal.ts";
import { findLicenseByKey, type LicenseRecord, lockLicense } from "#store/licenses.ts";
import type { Reader } from "#store/store.ts";

/** Ends the activation of the device that asks, also when the license has expired or was deactivated. Answers when. */
export async function deactivate(
  context: Context,
  { licenseKey, instanceId }: { licenseKey: string; instanceId: string },
): Promise<Temporal.Instant | Refusal> {
  const digest = keyDigest(context.vault, licenseKey);
  const found = await read(context, "license", (db) => findByKey(db, digest));
  if (isRefusal(found)) return found;
  return write(context, "license", async (tx, now) => {
    await lockLicense(tx, found.license.id);
    const record = await findByKey(tx, digest);
    return isRefusal(record) ? record : endActivation(tx, record, instanceId, "deactivated", now);
  });
}

async function findByKey(db: Reader, digest: Uint8Array): Promise<LicenseRecord | Refusal> {
  return (await findLicenseByKey(db, digest)) ?? refuse("LICENSE_NOT_FOUND", "Invalid license key or instance ID.");
}
