import type { Activation } from "#domain/activations/activation.ts";
import type { License } from "#domain/licenses/license.ts";
import { daysAfter, expiryOnActivation } from "#domain/licenses/terms.ts";
import { verdict } from "#domain/licenses/verdict.ts";
import { type Refusal, refuse } from "#domain/refusal.ts";

/** Whose key and whose product the application takes it for; null where it did not say. */
export interface Claim {
  readonly customer: string | null;
  readonly product: string | null;
}

/** Why a license does not take new devices at all, or null when it does. The slots are another question. */
export function mayActivate(license: License, claim: Claim, now: Temporal.Instant): Refusal | null {
  if (claim.customer !== null && claim.customer !== license.customerId) {
    return refuse("LICENSE_NOT_FOUND", "Invalid license key or customer ID.");
  }
  const { code, detail } = verdict({ license, product: claim.product, device: { named: "not" } }, now);
  switch (code) {
    case "VALID":
      return null;
    case "GRACE_PERIOD":
    case "EXPIRED":
      return refuse("LICENSE_EXPIRED", "This license has expired.");
    case "SUSPENDED":
      return refuse("LICENSE_SUSPENDED", detail);
    case "DEACTIVATED":
      return refuse("LICENSE_DEACTIVATED", detail);
    case "INVALID_KEY":
    case "PRODUCT_MISMATCH":
    case "NOT_ACTIVATED":
    case "INSTANCE_NOT_FOUND":
      return refuse("LICENSE_NOT_FOUND", detail);
  }
}

/** How many activations must give way before a new device fits. */
export function slotsMissing(license: License): number {
  if (license.activationLimit === null) return 0;
  return Math.max(0, license.activationUsage - license.activationLimit + 1);
}

/**
 * Finds a slot for a new device: the activations that give way to it (none while a slot is free), or a refusal.
 * @param longestUnseen the license's activations in use, the one seen longest ago first; `slotsMissing` of them are enough
 */
export function admit(
  license: License,
  longestUnseen: readonly Activation[],
  now: Temporal.Instant,
): readonly Activation[] | Refusal {
  const missing = slotsMissing(license);
  const releasable = longestUnseen.slice(0, missing).filter((activation) => isReleasable(activation, license, now));
  if (releasable.length === missing) return releasable;
  const { activationLimit, activationUsage } = license;
  return refuse("ACTIVATION_LIMIT_REACHED", `Activation limit reached (${activationUsage}/${activationLimit}).`, {
    activationLimit: activationLimit ?? 0,
    activationUsage,
  });
}

/** The license once a new device is on it and `released` others have given way. */
export function withActivation(license: License, released: number, now: Temporal.Instant): License {
  return {
    ...license,
    activationUsage: license.activationUsage - released + 1,
    activatedAt: license.activatedAt ?? now,
    expiry: expiryOnActivation(license.expiry, now),
  };
}

function isReleasable(activation: Activation, license: License, now: Temporal.Instant): boolean {
  if (license.releaseAfterDays === null) return false;
  return Temporal.Instant.compare(daysAfter(activation.lastSeenAt, license.releaseAfterDays), now) <= 0;
}
