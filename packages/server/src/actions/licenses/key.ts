import { randomBytes } from "node:crypto";
import {
  type CanonicalKey,
  canonicalKey,
  formatKey,
  issuedPrefix,
  KEY_RANDOM_BYTES,
  keyEnding,
  maskKey,
  spellIssued,
} from "@keywright/contract/license-key";
import { type Actor, seesKeys } from "#domain/actor.ts";
import { expiresAt, graceEndsAt } from "#domain/licenses/terms.ts";
import { statusOf } from "#domain/licenses/verdict.ts";
import type { Vault } from "#kit/vault.ts";
import type { LicenseRecord, StoredKey } from "#store/licenses.ts";
import type { FoundKey } from "#store/licenses-for-use.ts";

const PURPOSE = "license-key";

/** A license as answers tell it: its key, masked for whoever may not see it, and where it stands now. */
export interface LicenseView extends LicenseRecord {
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

/** By what a key is looked up: by the first, then, while the installation's secret is changed, by the second. */
export function keyDigests(vault: Vault, key: CanonicalKey): readonly Uint8Array[] {
  return vault.marks(PURPOSE, key);
}

/** A key as it is stored: bound to its license, so that one row's key can't be put into another. */
export function storeKey(vault: Vault, licenseId: string, key: string): StoredKey {
  const digest = vault.mark(PURPOSE, canonicalKey(key));
  return { digest, sealed: vault.seal(PURPOSE, key, licenseId), prefix: issuedPrefix(key), ending: keyEnding(key) };
}

interface Viewer {
  readonly vault: Vault;
  readonly actor: Actor;
}

export function viewLicense(viewer: Viewer, record: LicenseRecord, now: Temporal.Instant): LicenseView {
  const whole = viewNewLicense(viewer, record, now);
  return seesKeys(viewer.actor) ? whole : { ...whole, key: maskKey(whole.key) };
}

/** The same for whoever has just made its key, and is told it whole. */
export function viewNewLicense(
  { vault }: Pick<Viewer, "vault">,
  record: LicenseRecord,
  now: Temporal.Instant,
): LicenseView {
  const { license, keySealed } = record;
  return {
    ...record,
    key: openKey(vault, license.id, keySealed),
    status: statusOf(license, now),
    expiresAt: expiresAt(license.expiry),
    graceEndsAt: license.graceDays === 0 ? null : graceEndsAt(license),
  };
}

/** A stored key in the clear. */
export function openKey(vault: Vault, licenseId: string, sealed: Uint8Array): string {
  return vault.open(PURPOSE, sealed, licenseId);
}

/** The key of a license that was found by it, as it was issued. It is opened only where what was typed does not tell all of it. */
export function openFoundKey(vault: Vault, licenseId: string, found: FoundKey, key: CanonicalKey): string {
  return typeof found === "string" ? spellIssued(found, key) : openKey(vault, licenseId, found);
}

/** A stored key under the current secret; null when it is so already. */
export function renewKey(vault: Vault, licenseId: string, sealed: Uint8Array): StoredKey | null {
  return vault.isCurrent(PURPOSE, sealed, licenseId)
    ? null
    : storeKey(vault, licenseId, openKey(vault, licenseId, sealed));
}
