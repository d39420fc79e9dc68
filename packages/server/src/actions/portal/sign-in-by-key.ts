import { canonicalKey } from "@keywright/contract/license-key";
import type { Services } from "#actions/context.ts";
import { findByKey } from "#actions/licenses/by-key.ts";
import { type OpenedSession, openSession } from "#actions/portal/session.ts";
import { type Refusal, refuse } from "#domain/refusal.ts";

/** Signs in whoever has a license key, for this one license. */
export async function signInByKey(services: Services, licenseKey: string): Promise<OpenedSession | Refusal> {
  const key = canonicalKey(licenseKey);
  const anybody = { ...services, actor: { kind: "application" } as const };
  const found = await findByKey(anybody, services.store.read, key);
  if (found === null) return noSuchKey();
  // Looked at again: the key may be regenerated at this very moment, and the session would outlive it.
  return openSession(services, { customer: found.customer, licenseId: found.license.id }, "key", async (tx) =>
    (await findByKey(anybody, tx, key)) === null ? noSuchKey() : null,
  );
}

function noSuchKey(): Refusal {
  return refuse("LICENSE_NOT_FOUND", "No license has this key.");
}
