import { canonicalKey } from "@keywright/contract/license-key";
import type { Services } from "#actions/context.ts";
import { keyDigests } from "#actions/licenses/key.ts";
import { findLicenseByKey, type LicenseRecord } from "#store/licenses.ts";
import { type LicenseInHand, lockLicenseByKey } from "#store/licenses-for-use.ts";
import { confirmSecret } from "#store/secret-in-use.ts";
import type { Reader, Tx } from "#store/store.ts";

/** The license with this key; null when there is none. */
export function findByKey(services: Services, db: Reader, typed: string): Promise<LicenseRecord | null> {
  return firstFound(services, db, typed, (digest) => findLicenseByKey(db, digest));
}

/** The same, which nobody else changes until the transaction ends. */
export function lockByKey(services: Services, tx: Tx, typed: string): Promise<LicenseInHand | null> {
  return firstFound(services, tx, typed, (digest) => lockLicenseByKey(tx, digest));
}

/** Nobody is told that there is no such key by a process that can't know. */
async function firstFound<T>(
  { vault }: Services,
  db: Reader,
  typed: string,
  find: (digest: Uint8Array) => Promise<T | null>,
): Promise<T | null> {
  for (const digest of keyDigests(vault, canonicalKey(typed))) {
    const found = await find(digest);
    if (found !== null) return found;
  }
  await confirmSecret(db, vault);
  return null;
}
