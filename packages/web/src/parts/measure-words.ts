import { dateOf } from "#data/moments.ts";

/* How many and how long, in words: one wording for every page. */

/** `5 devices`, `1 day`. @param count null while a field is empty */
export function counted(count: number | null, noun: string): string {
  if (count === null || Number.isNaN(count)) return `no number of ${noun}s`;
  return `${count.toLocaleString("en")}\u00a0${noun}${count === 1 ? "" : "s"}`;
}

/** What stands below a field for a new password: `At least 10 characters`, then how many there are. */
export function passwordHint(password: string, least: number): string {
  const { length } = [...password];
  if (length === 0) return `At least ${least} characters`;
  return `${length} ${length === 1 ? "character" : "characters"}, ${least} are enough`;
}

/** `1 device`, `5 devices`. */
export function devicesOf(count: number | null): string {
  return counted(count, "device");
}

/** `1 year`, `14 days`. @param unit as the API says it, in the plural */
export function lengthOf(value: number | null, unit: string): string {
  return counted(value, unit.replace(/s$/, ""));
}

/** A limit in words: `5 devices`, `unlimited`. */
export function limitWord(limit: unknown): string {
  return typeof limit === "number" ? devicesOf(limit) : "unlimited";
}

/** How much of a license is in use: `2 of 5 in use`, `2 in use` where there is no limit. */
export function useWord(used: unknown, limit: unknown): string {
  return `${used}${typeof limit === "number" ? ` of ${limit}` : ""} in use`;
}

/** An expiry in words: a date, `never`, or how long it is, `1 year from first activation`. From purchase goes unsaid. */
export function expiryWord(expiry: unknown): string {
  if (typeof expiry === "string") return dateOf(expiry);
  if (typeof expiry !== "object" || expiry === null || !("value" in expiry && "unit" in expiry)) return "never";
  const length = lengthOf(typeof expiry.value === "number" ? expiry.value : null, String(expiry.unit));
  return "from" in expiry && expiry.from === "purchase" ? length : `${length} from first activation`;
}

/** With a capital letter at its beginning. */
export function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
