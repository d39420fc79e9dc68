import type { Amount } from "#domain/orders/order.ts";

/* How letters say things. English, and times in UTC, until a customer's language and place are known. */

/** What a letter may know of a license. */
export interface LicenseToTell {
  readonly product: string;
  readonly plan: string;
  readonly buyer: { readonly name: string | null; readonly email: string };
  /** The key without its middle: `HALC…ZP0KD`. */
  readonly maskedKey: string;
  /** The last characters of the key. */
  readonly keyEnding: string;
  /** Null = unlimited. */
  readonly limit: number | null;
  readonly use: number;
  /** Null = never, or its time has not started to run. */
  readonly expiresAt: Temporal.Instant | null;
  /** How long it lasts once it starts; null when it runs already, or never ends. */
  readonly lasts: { readonly value: number; readonly unit: string } | null;
  /** Until when it works after its expiry; null without grace. */
  readonly graceEndsAt: Temporal.Instant | null;
  readonly graceDays: number;
  /** Where the customer sees their licenses. */
  readonly portal: string;
}

/** A key as a mail names it that must not carry it: what it begins and what it ends with. */
export function maskKey(key: string): string {
  const groups = key.split("-");
  const ending = key.replace(/[^0-9A-Za-z]/g, "").slice(-5);
  return groups.length > 2 ? `${groups[0]}…${ending}` : `…${ending}`;
}

/**
 * "Hello Ines, ", or nothing but "Hello, ": whoever buys chooses the name and the address, so nothing that could be read as
 * a link or a message is repeated to somebody else.
 */
export function greeting(name: string | null): string {
  const first = name?.trim().split(/\s/, 1)[0] ?? "";
  return /^[\p{L}\p{M}'’-]{1,40}$/u.test(first) ? `Hello ${first}` : "Hello";
}

/** "24 Nov 2026". */
export function shortDate(at: Temporal.Instant): string {
  return at.toLocaleString("en-GB", { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });
}

/** "24 November 2026". */
export function longDate(at: Temporal.Instant): string {
  return at.toLocaleString("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
}

/** "24 November". */
export function dayAndMonth(at: Temporal.Instant): string {
  return at.toLocaleString("en-GB", { day: "numeric", month: "long", timeZone: "UTC" });
}

/** "1 device", "5 devices". */
export function counted(count: number, noun: string): string {
  return `${count} ${count === 1 ? noun : `${noun}s`}`;
}

/** "up to 5 devices at the same time". */
export function limitWords(limit: number | null): string {
  return limit === null ? "any number of devices" : `up to ${counted(limit, "device")} at the same time`;
}

/** "5 of 5 devices". */
export function useWords({ use, limit }: LicenseToTell): string {
  return limit === null ? counted(use, "device") : `${use} of ${counted(limit, "device")}`;
}

/** "24 Nov 2026, then 7 days more", "for ever", "1 year from the first activation". */
export function untilWords({ expiresAt, lasts, graceDays }: LicenseToTell): string {
  const more = graceDays > 0 ? `, then ${counted(graceDays, "day")} more` : "";
  if (lasts !== null) return `${counted(lasts.value, lasts.unit.replace(/s$/, ""))} from the first activation${more}`;
  return expiresAt === null ? "no end" : `${shortDate(expiresAt)}${more}`;
}

/** "€149.00". */
export function money({ value, currency }: Amount): string {
  try {
    return new Intl.NumberFormat("en", { style: "currency", currency }).format(value as never);
  } catch {
    return `${value} ${currency}`;
  }
}
