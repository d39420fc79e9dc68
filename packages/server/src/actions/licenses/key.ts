import { randomBytes } from "node:crypto";
import { canonicalKey, formatKey, KEY_RANDOM_BYTES, keyEnding, maskKey } from "@keywright/contract/license-key";
import { type Actor, seesKeys } from "#domain/actor.ts";
import { expiresAt, graceEndsAt } from "#domain/licenses/terms.ts";
import { statusOf } from "#domain/licenses/verdict.ts";
import type { Vault } from "#kit/vault.ts";
import type { LicenseRecord, StoredKey } from "#store/licenses.ts";

const PURPOSE = "license-key";

/** A license as answers tell it: its key, masked for whoever may not see it, and where it stands now. */
export interface RevealedLicense extends LicenseRecord {
  readonly key: string;
  readonly status: ReturnType<typeof statusOf>;
  /** Null = never, or its time has not started to run. */
  readonly expiresAt: Temporal.Instant | null;
  /** Until when it validates after its expiry; null without grace. */
  readonly graceEndsAt: Temporal.Instant | null;
}

/** A new key, 120 random bits of the system's generator strong. */
export function newKey(prefix: string): string {
  return formatKey(prefix, randomBytes(KEY_RANDOM_BYTES));
}

/** By what a typed key is looked up. */
export function keyDigest(vault: Vault, typed: string): Uint8Array {
  return vault.digest(PURPOSE, canonicalKey(typed));
}

/** A key as it is stored: bound to its license, so that one row's key can't be put into another. */
export function storeKey(vault: Vault, licenseId: string, key: string): StoredKey {
  return { digest: keyDigest(vault, key), sealed: vault.seal(PURPOSE, key, licenseId), ending: keyEnding(key) };
}

export function reveal(
  { vault, actor }: { readonly vault: Vault; readonly actor: Actor },
  record: LicenseRecord,
  now: Temporal.Instant,
): RevealedLicense {
  const { license, keySealed } = record;
  const key = revealKey(vault, license.id, keySealed);
  return {
    ...record,
    key: seesKeys(actor) ? key : maskKey(key),
    status: statusOf(license, now),
    expiresAt: expiresAt(license.expiry),
    graceEndsAt: license.graceDays === 0 ? null : graceEndsAt(license),
  };
}

/** A stored key in the clear. */
export function revealKey(vault: Vault, licenseId: string, sealed: Uint8Array): string {
  return vault.open(PURPOSE, sealed, licenseId);
}
