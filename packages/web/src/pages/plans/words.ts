import type { LicenseTerms } from "#data/api.gen.ts";

/* License terms in words, as pages and lists say them. */

/** In what a length of time is counted. */
export type Unit = NonNullable<LicenseTerms["expiry"]>["unit"];

const UNITS = { days: "day", months: "month", years: "year" };

/** `1 year`, `30 days`. */
export function lengthOf(value: number | null, unit: Unit): string {
  return counted(value, UNITS[unit]);
}

/** `5 devices`, `1 day`. @param count null while a field is empty */
export function counted(count: number | null, noun: string): string {
  if (count === null || Number.isNaN(count)) return `no number of ${noun}s`;
  return `${count.toLocaleString("en")}\u00a0${noun}${count === 1 ? "" : "s"}`;
}

/** `5 devices, 1 year`, `Any number of devices, never expires`, `No license keys`. */
export function termsOf({ enabled, activationLimit, expiry }: LicenseTerms): string {
  if (!enabled) return "No license keys";
  const devices = activationLimit === null ? "Any number of devices" : counted(activationLimit, "device");
  return `${devices}, ${expiry === null ? "never expires" : lengthOf(expiry.value, expiry.unit)}`;
}
