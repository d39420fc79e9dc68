import { VERDICTS, type VerdictCode } from "@keywright/contract/codes";
import type { LICENSE_STATUSES } from "@keywright/contract/management-api/licenses";
import type { Activation } from "#domain/activations/activation.ts";
import type { License } from "#domain/licenses/license.ts";
import { expiresAt, graceEndsAt } from "#domain/licenses/terms.ts";

/** Which device asks, and what was found under the name that it gave. */
export type Device =
  | { readonly named: "not" }
  | { readonly named: "by_instance_id"; readonly activation: Activation | null }
  | { readonly named: "by_fingerprint"; readonly activation: Activation | null };

/** All that the decision rests on, besides the time. */
export interface Facts {
  /** The license with the key that was sent, if there is one. */
  readonly license: License | null;
  /** The identifier of the product that asks; null when it did not say. */
  readonly product: string | null;
  readonly device: Device;
}

/** The answer to "may this license be used here, now?". */
export interface Verdict {
  readonly valid: boolean;
  readonly code: VerdictCode;
  readonly detail: string;
}

/**
 * The one decision about a license, asked by activate, validate, every dialect and every page.
 * The checks stand in the order in which they win: the first that applies is the answer.
 */
export function verdict({ license, product, device }: Facts, now: Temporal.Instant): Verdict {
  if (license === null) return judge("INVALID_KEY", "License key not found.");
  if (product !== null && product !== license.productIdentifier) {
    return judge("PRODUCT_MISMATCH", "This license key is for another product.");
  }
  if (license.deactivatedAt !== null) return judge("DEACTIVATED", "This license is deactivated.");
  // Before the expiry: who renews would still not be let in, and the suspension says what to do about it.
  if (license.suspendedAt !== null) return judge("SUSPENDED", "This license is suspended.");
  const lifetime = lifetimeOf(license, now);
  if (lifetime === "expired") return judge("EXPIRED", "This license has expired.");
  if (device.named === "by_instance_id" && !inUse(device.activation)) {
    return judge("INSTANCE_NOT_FOUND", "Instance ID invalid for this license.");
  }
  if (device.named === "by_fingerprint" && !inUse(device.activation)) {
    return judge("NOT_ACTIVATED", "This device is not activated for this license.");
  }
  if (lifetime === "in_grace") return judge("GRACE_PERIOD", "This license has expired and is in its grace period.");
  if (device.named === "by_instance_id") return judge("VALID", "Instance ID valid for this license.");
  if (device.named === "by_fingerprint") return judge("VALID", "This device is activated for this license.");
  return judge("VALID", "License key valid.");
}

/** Where a license stands, for lists and badges. */
export function statusOf(license: License, now: Temporal.Instant): (typeof LICENSE_STATUSES)[number] {
  if (license.deactivatedAt !== null) return "deactivated";
  return license.suspendedAt !== null ? "suspended" : lifetimeOf(license, now);
}

/** A license expires at its moment of expiry, not after it; its grace ends likewise. */
function lifetimeOf(license: License, now: Temporal.Instant): "active" | "in_grace" | "expired" {
  const expiry = expiresAt(license.expiry);
  if (expiry === null || isBefore(now, expiry)) return "active";
  const graceEnd = graceEndsAt(license);
  return graceEnd === null || isBefore(now, graceEnd) ? "in_grace" : "expired";
}

/** To the millisecond, which is as exactly as moments are kept, and a tenth of the work of a comparison of instants. */
function isBefore(one: Temporal.Instant, other: Temporal.Instant): boolean {
  return one.epochMilliseconds < other.epochMilliseconds;
}

function inUse(activation: Activation | null): boolean {
  return activation !== null && activation.endedAt === null;
}

function judge(code: VerdictCode, detail: string): Verdict {
  return { valid: VERDICTS[code].valid, code, detail };
}
