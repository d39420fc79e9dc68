const DAY_MS = 86_400_000;

/** The day that was asked for last, by its number since 1970: almost always the one that is asked for next. */
let last = { number: Number.NaN, text: "" };

/** The day on which a moment lies, in UTC: `2026-11-24`. */
export function dayOf(moment: Temporal.Instant): string {
  const number = Math.floor(moment.epochMilliseconds / DAY_MS);
  if (number !== last.number) last = { number, text: moment.toString().slice(0, 10) };
  return last.text;
}

/** When the day began that was so many days before today, in UTC. 0 = today. */
export function startOfDay(now: Temporal.Instant, daysBefore = 0): Temporal.Instant {
  return now.toZonedDateTimeISO("UTC").startOfDay().subtract({ days: daysBefore }).toInstant();
}

/** The last days, today included, the oldest first. */
export function lastDays(now: Temporal.Instant, count: number): string[] {
  return Array.from({ length: count }, (_, index) => dayOf(startOfDay(now, count - 1 - index)));
}

/** A moment for people: `10 Mar 2026, 09:30 UTC`. */
export function spellMoment(moment: Temporal.Instant): string {
  return `${moment.toLocaleString("en-GB", { dateStyle: "medium", timeStyle: "short", timeZone: "UTC" })} UTC`;
}
