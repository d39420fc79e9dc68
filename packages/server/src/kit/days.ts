const DAY_MS = 86_400_000;

/** How many days' words are remembered at most: those of eleven years. */
const MOST_REMEMBERED = 4_000;
/** The words of the days that were asked for, by their numbers since 1970: nearly all that is told lies on few days. */
const remembered = new Map<number, string>();

/** The day on which a moment lies, in UTC: `2026-11-24`. */
export function dayOf(moment: Temporal.Instant): string {
  const number = Math.floor(moment.epochMilliseconds / DAY_MS);
  const known = remembered.get(number);
  if (known !== undefined) return known;
  const words = moment.toString();
  const day = words.slice(0, words.indexOf("T"));
  if (remembered.size === MOST_REMEMBERED) remembered.clear();
  remembered.set(number, day);
  return day;
}

/** When the day began that was so many days before today, in UTC. 0 = today. */
export function startOfDay(now: Temporal.Instant, daysBefore = 0): Temporal.Instant {
  return now.toZonedDateTimeISO("UTC").startOfDay().subtract({ days: daysBefore }).toInstant();
}

/** The last days, today included, the oldest first. */
export function lastDays(now: Temporal.Instant, count: number): string[] {
  return Array.from({ length: count }, (_, index) => dayOf(startOfDay(now, count - 1 - index)));
}
