import type { EXPIRY_STARTS } from "@keywright/contract/management-api/plans";
import { BOUNDS } from "@keywright/contract/wire";
import type { CalendarDuration, Expiry, License } from "#domain/licenses/license.ts";

const LAST_INSTANT = Temporal.Instant.from(BOUNDS.lastInstant);

/** What is told about a date that can't be kept. */
export const TOO_LATE = "Would expire after the year 9999.";

/** What a plan promises, and what a license takes over from it when it is issued. */
export interface LicenseTerms {
  /** Whether an order of the plan issues a license at all. */
  readonly enabled: boolean;
  readonly activationLimit: number | null;
  readonly expiry: (CalendarDuration & { readonly from: (typeof EXPIRY_STARTS)[number] }) | null;
  readonly graceDays: number;
  readonly releaseAfterDays: number | null;
}

/** The terms of a plan that says nothing else: no license, and if one then unlimited and for ever. */
export const UNLICENSED: LicenseTerms = {
  enabled: false,
  activationLimit: null,
  expiry: null,
  graceDays: 0,
  releaseAfterDays: null,
};

/**
 * The moment that lies `duration` after `start`, in the UTC calendar: a month after 31 January is the last day of
 * February, a year after 29 February is 28 February. Whole seconds. Null when it would lie after the year 9999.
 */
export function momentAfter(start: Temporal.Instant, duration: CalendarDuration): Temporal.Instant | null {
  try {
    const end = wholeSeconds(start)
      .toZonedDateTimeISO("UTC")
      .add({ [duration.unit]: duration.value })
      .toInstant();
    return isDatable(end) ? end : null;
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** Cuts off fractions of a second: what a page or an answer shows is then exactly what counts. */
export function wholeSeconds(instant: Temporal.Instant): Temporal.Instant {
  return instant.round({ smallestUnit: "second", roundingMode: "floor" });
}

/** Whether a date may stand in a license: from the year 1970 to the year 9999. */
export function isDatable(instant: Temporal.Instant): boolean {
  return instant.epochMilliseconds >= 0 && Temporal.Instant.compare(instant, LAST_INSTANT) <= 0;
}

/**
 * What is wrong with terms beyond what their schema says: a limit above the installation's ceiling, or a length of time
 * that leads past the year 9999. Field by field; empty when all is well.
 */
export function termsFaults(
  terms: LicenseTerms,
  limitCeiling: number,
  now: Temporal.Instant,
): Record<string, string[]> {
  return {
    ...limitFaults(terms.activationLimit, limitCeiling, "license.activationLimit"),
    ...(expiryOnPurchase(terms, now) === null && { "license.expiry.value": [TOO_LATE] }),
  };
}

/** What is wrong with an activation limit, under the name of its field; empty when all is well. */
export function limitFaults(limit: number | null, ceiling: number, field: string): Record<string, string[]> {
  return limit !== null && limit > ceiling ? { [field]: [`Must be at most ${ceiling}.`] } : {};
}

/** The expiry of a license that is issued now. Null when it would lie after the year 9999. */
export function expiryOnPurchase(terms: LicenseTerms, now: Temporal.Instant): Expiry | null {
  if (terms.expiry === null) return { kind: "never" };
  const { value, unit, from } = terms.expiry;
  const at = momentAfter(now, { value, unit });
  if (at === null) return null;
  return from === "purchase" ? { kind: "at", at } : { kind: "after_first_activation", duration: { value, unit } };
}

/** The expiry of a license once a device is activated on it: the first activation may start the time. */
export function expiryOnActivation(expiry: Expiry, now: Temporal.Instant): Expiry {
  if (expiry.kind !== "after_first_activation") return expiry;
  return { kind: "at", at: momentAfter(now, expiry.duration) ?? LAST_INSTANT };
}

/** What a purchase would give, in dates. */
export interface LicensePreview {
  /** Null when the terms issue no license. */
  readonly issuedAt: Temporal.Instant | null;
  /** Null = never. */
  readonly expiresAt: Temporal.Instant | null;
  /** Until when it validates, with its grace; null = for ever. */
  readonly stopsWorkingAt: Temporal.Instant | null;
  readonly activationLimit: number | null;
}

/** What a purchase made now would give; where the first activation starts the time, as if that were now, too. */
export function previewLicense(terms: LicenseTerms, now: Temporal.Instant): LicensePreview {
  const issued = terms.enabled ? expiryOnPurchase(terms, now) : null;
  if (issued === null) return { issuedAt: null, expiresAt: null, stopsWorkingAt: null, activationLimit: null };
  const expiry = expiryOnActivation(issued, now);
  return {
    issuedAt: now,
    expiresAt: expiresAt(expiry),
    stopsWorkingAt: graceEndsAt({ expiry, graceDays: terms.graceDays }),
    activationLimit: terms.activationLimit,
  };
}

/** The moment of expiry, or null for a license that never expires or whose time has not started. */
export function expiresAt(expiry: Expiry): Temporal.Instant | null {
  return expiry.kind === "at" ? expiry.at : null;
}

/**
 * Until when a license still validates after its expiry, at most to the end of the year 9999; null when it never expires
 * or its time has not started.
 */
export function graceEndsAt(license: Pick<License, "expiry" | "graceDays">): Temporal.Instant | null {
  const end = expiresAt(license.expiry);
  if (end === null) return null;
  const graceEnd = daysAfter(end, license.graceDays);
  return isDatable(graceEnd) ? graceEnd : LAST_INSTANT;
}

/** A day here is 24 hours, as it is in UTC. */
export function daysAfter(instant: Temporal.Instant, days: number): Temporal.Instant {
  return instant.add({ hours: 24 * days });
}
