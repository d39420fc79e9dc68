import type { Services } from "#actions/context.ts";
import { keyDigest } from "#actions/licenses/key.ts";
import { type OpenedSession, openSession } from "#actions/portal/session.ts";
import { type Refusal, refuse } from "#domain/refusal.ts";
import { findLicenseByKey } from "#store/licenses.ts";

/** Signs in whoever has a license key, for this one license. */
export async function signInByKey(services: Services, licenseKey: string): Promise<OpenedSession | Refusal> {
  const digest = keyDigest(services.vault, licenseKey);
  const found = await findLicenseByKey(services.store.read, digest);
  if (found === null) return noSuchKey();
  // Looked at again: the key may be regenerated at this very moment, and the session would outlive it.
  return openSession(services, { customer: found.customer, licenseId: found.license.id }, "key", async (tx) =>
    (await findLicenseByKey(tx, digest)) === null ? noSuchKey() : null,
  );
}

function noSuchKey(): Refusal {
  return refuse("LICENSE_NOT_FOUND", "No license has this key.");
}
