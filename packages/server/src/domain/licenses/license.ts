import type { SUSPENDERS } from "@keywright/contract/management-api/licenses";
import type { EXPIRY_UNITS } from "@keywright/contract/management-api/plans";

/** A length of time in the units of the calendar. */
export interface CalendarDuration {
  readonly value: number;
  readonly unit: (typeof EXPIRY_UNITS)[number];
}

/** When a license stops being valid, not counting its grace. */
export type Expiry =
  | { readonly kind: "never" }
  | { readonly kind: "at"; readonly at: Temporal.Instant }
  /** The time has not started to run: nobody has activated the license yet. */
  | { readonly kind: "after_first_activation"; readonly duration: CalendarDuration };

/** Who suspended a license: the vendor by hand, or the sale that it comes from, by what the payment provider told. */
export type Suspender = (typeof SUSPENDERS)[number];

/** What the rules need to know of a license. */
export interface License {
  readonly id: string;
  readonly productIdentifier: string;
  readonly customerId: string;
  /** How many activations may be in use; null = unlimited. */
  readonly activationLimit: number | null;
  /** How many are in use. May be above the limit when the limit was lowered. */
  readonly activationUsage: number;
  readonly expiry: Expiry;
  readonly graceDays: number;
  readonly releaseAfterDays: number | null;
  /** When the first device was activated. */
  readonly activatedAt: Temporal.Instant | null;
  /** Since when it is suspended; null while it is not. */
  readonly suspendedAt: Temporal.Instant | null;
  /** When the vendor ended the license for ever. */
  readonly deactivatedAt: Temporal.Instant | null;
}
