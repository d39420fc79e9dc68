import { dayOf } from "#kit/days.ts";

const SECONDS_A_DAY = 86_400;
const TWO_DIGITS = Array.from({ length: 60 }, (_, number) => String(number).padStart(2, "0"));

/**
 * A moment on the wire: ISO 8601, UTC, whole seconds. Put together from the day's words, which are remembered: a fraction
 * of the work of the instant's own, which are the same.
 */
export function wireTime(instant: Temporal.Instant): string {
  const seconds = Math.floor(instant.epochMilliseconds / 1_000);
  const second = seconds - Math.floor(seconds / SECONDS_A_DAY) * SECONDS_A_DAY;
  const minute = Math.floor(second / 60);
  return `${dayOf(instant)}T${TWO_DIGITS[Math.floor(minute / 60)]}:${TWO_DIGITS[minute % 60]}:${TWO_DIGITS[second % 60]}Z`;
}

export function wireTimeOrNull(instant: Temporal.Instant | null): string | null {
  return instant === null ? null : wireTime(instant);
}
