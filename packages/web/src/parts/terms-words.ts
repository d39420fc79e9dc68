import type { LicenseTerms } from "#data/api.gen.ts";
import { devicesOf, lengthOf } from "#parts/event-words.tsx";

/** License terms on one line: `5 devices, 1 year, then 7 days of grace`. */
export function wordsOfTerms({ enabled, activationLimit, expiry, graceDays }: LicenseTerms): string {
  if (!enabled) return "No license key";
  const devices = activationLimit === null ? "any number of devices" : devicesOf(activationLimit);
  if (expiry === null) return `${capital(devices)}, never expires`;
  const from = expiry.from === "first_activation" ? " from the first activation" : "";
  const grace = graceDays > 0 ? `, then ${lengthOf(graceDays, "days")} of grace` : "";
  return `${capital(devices)}, ${lengthOf(expiry.value, expiry.unit)}${from}${grace}`;
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
