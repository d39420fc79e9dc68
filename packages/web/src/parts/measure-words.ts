import { dateOf } from "#data/moments.ts";

/* How many devices and how long, in words. */

/** A limit in words: `5 devices`, `unlimited`. */
export function limitWord(limit: unknown): string {
  return typeof limit === "number" ? devicesOf(limit) : "unlimited";
}

/** An expiry in words: a date, `never`, or the time that starts with the first activation. */
export function expiryWord(expiry: unknown): string {
  if (typeof expiry === "string") return dateOf(expiry);
  if (typeof expiry === "object" && expiry !== null && "value" in expiry && "unit" in expiry)
    return lengthOf(Number(expiry.value), String(expiry.unit));
  return "never";
}

/** `1 device`, `5 devices`. */
export function devicesOf(count: number): string {
  return count === 1 ? "1\u00a0device" : `${count}\u00a0devices`;
}

/** `1 year`, `14 days`. */
export function lengthOf(value: number, unit: string): string {
  return `${value}\u00a0${value === 1 ? unit.replace(/s$/, "") : unit}`;
}
