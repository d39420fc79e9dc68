import type { CanonicalKey } from "@keywright/contract/license-key";
import type { Context } from "#actions/context.ts";
import { keyDigests } from "#actions/licenses/key.ts";
import { withinReach } from "#domain/actor.ts";
import { findLicenseByKey, type LicenseRecord } from "#store/licenses.ts";
import { type LicenseInHand, lockLicenseByKey } from "#store/licenses-for-use.ts";
import { confirmSecret } from "#store/secret-in-use.ts";
import type { Reader, Tx } from "#store/store.ts";

/** The license with this key; null when there is none that the actor reaches. */
export function findByKey(context: Context, db: Reader, key: CanonicalKey): Promise<LicenseRecord | null> {
  return firstFound(context, db, key, (digest) => findLicenseByKey(db, digest));
}

/** The same, which nobody else changes until the transaction ends. */
export function lockByKey(context: Context, tx: Tx, key: CanonicalKey): Promise<LicenseInHand | null> {
  return firstFound(context, tx, key, (digest) => lockLicenseByKey(tx, digest));
}

/**
 * Nobody is told that there is no such key by a process that can't know. A key that the actor does not reach is looked for
 * as long as one that there is not, so that the time which it takes does not tell them apart.
 */
async function firstFound<T extends { readonly product: { readonly id: string } }>(
  { vault, actor }: Context,
  db: Reader,
  key: CanonicalKey,
  find: (digest: Uint8Array) => Promise<T | null>,
): Promise<T | null> {
  for (const digest of keyDigests(vault, key)) {
    const found = withinReach(actor, await find(digest));
    if (found !== null) return found;
  }
  await confirmSecret(db, vault);
  return null;
}
