import { Recent } from "#kit/recent.ts";

const SECONDS_A_DAY = 86_400;
/** Each day's words: the expiries of eleven years. */
const days = new Recent<number, string>(4_000);
const TWO_DIGITS = Array.from({ length: 60 }, (_, number) => String(number).padStart(2, "0"));

/**
 * A moment on the wire: ISO 8601, UTC, whole seconds. Put together from the day's words, which are remembered: a seventh of
 * the work of the instant's own, which are the same.
 */
export function wireTime(instant: Temporal.Instant): string {
  const seconds = Math.floor(instant.epochMilliseconds / 1_000);
  const day = Math.floor(seconds / SECONDS_A_DAY);
  const second = seconds - day * SECONDS_A_DAY;
  const minute = Math.floor(second / 60);
  return `${wireDay(day)}T${TWO_DIGITS[Math.floor(minute / 60)]}:${TWO_DIGITS[minute % 60]}:${TWO_DIGITS[second % 60]}Z`;
}

function wireDay(day: number): string {
  let text = days.get(day);
  if (text === undefined) {
    text = new Date(day * SECONDS_A_DAY * 1_000).toISOString().slice(0, -"T00:00:00.000Z".length);
    days.set(day, text);
  }
  return text;
}

export function wireTimeOrNull(instant: Temporal.Instant | null): string | null {
  return instant === null ? null : wireTime(instant);
}
