import { endActivation } from "#actions/activations/end.ts";
import { type Context, read, writeLocked } from "#actions/context.ts";
import { keyDigest } from "#actions/licenses/key.ts";
import { isRefusal, type Refusal, refuse } from "#domain/refusal.ts";
import { findLicenseByKey, findLicenseIdByKey } from "#store/licenses.ts";

/** Ends the activation of the device that asks, also when the license has expired or was deactivated. Answers when. */
export async function deactivate(
  context: Context,
  { licenseKey, instanceId }: { licenseKey: string; instanceId: string },
): Promise<Temporal.Instant | Refusal> {
  const digest = keyDigest(context.vault, licenseKey);
  const id = await read(context, "license", async (db) => (await findLicenseIdByKey(db, digest)) ?? noSuchKey());
  if (isRefusal(id)) return id;
  return writeLocked(context, "license", { table: "licenses", id }, async (tx, now) => {
    const record = (await findLicenseByKey(tx, digest)) ?? noSuchKey();
    return isRefusal(record) ? record : endActivation(tx, record, instanceId, "deactivated", now);
  });
}

function noSuchKey(): Refusal {
  return refuse("LICENSE_NOT_FOUND", "Invalid license key or instance ID.");
}
