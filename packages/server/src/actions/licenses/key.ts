import { randomBytes } from "node:crypto";
import { canonicalKey, formatKey, KEY_RANDOM_BYTES, keyEnding } from "@keywright/contract/license-key";
import { expiresAt, graceEndsAt } from "#domain/licenses/terms.ts";
import { statusOf } from "#domain/licenses/verdict.ts";
import type { Vault } from "#kit/vault.ts";
import type { LicenseRecord, StoredKey } from "#store/licenses.ts";

const PURPOSE = "license-key";

/** A license as answers tell it: its key in the clear, and where it stands now. */
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

/** By what a typed key is looked up: by the first, then, while the installation's secret is changed, by the second. */
export function keyDigests(vault: Vault, typed: string): readonly Uint8Array[] {
  return vault.marks(PURPOSE, canonicalKey(typed));
}

/** A key as it is stored: bound to its license, so that one row's key can't be put into another. */
export function storeKey(vault: Vault, licenseId: string, key: string): StoredKey {
  const digest = vault.mark(PURPOSE, canonicalKey(key));
  return { digest, sealed: vault.seal(PURPOSE, key, licenseId), ending: keyEnding(key) };
}

export function reveal(vault: Vault, record: LicenseRecord, now: Temporal.Instant): RevealedLicense {
  const { license, keySealed } = record;
  return {
    ...record,
    key: revealKey(vault, license.id, keySealed),
    status: statusOf(license, now),
    expiresAt: expiresAt(license.expiry),
    graceEndsAt: license.graceDays === 0 ? null : graceEndsAt(license),
  };
}

/** A stored key in the clear. */
export function revealKey(vault: Vault, licenseId: string, sealed: Uint8Array): string {
  return vault.open(PURPOSE, sealed, licenseId);
}

/** A stored key under the current secret; null when it is so already. */
export function renewKey(vault: Vault, licenseId: string, sealed: Uint8Array): StoredKey | null {
  return vault.isCurrent(PURPOSE, sealed, licenseId)
    ? null
    : storeKey(vault, licenseId, revealKey(vault, licenseId, sealed));
}
