/** How many days before its expiry a license's buyer may be reminded. A plan says which of them. */
export const REMINDER_DAYS = [30, 7, 1] as const;

/** Which reminders are wanted, by their days; what is left out stays as it is. */
export type ReminderChoice = Readonly<Partial<Record<(typeof REMINDER_DAYS)[number], boolean>>>;

/** The days that are left or added by a choice. @param before the days until now */
export function chosenDays(before: readonly number[], choice: ReminderChoice): number[] {
  return REMINDER_DAYS.filter((days) => choice[days] ?? before.includes(days));
}

/** What a buyer is told of an expiry: so many days ahead, or, 0, that it has come. */
export const TOLD_DAYS = [...REMINDER_DAYS, 0] as const;

/** For how long a reminder may come late, in hours: after that, whoever was away with the server is not told any more. */
export const LATE_HOURS = 72;

/** A license and what was told of its expiry before. */
export interface Remindable {
  readonly expiresAt: Temporal.Instant | null;
  readonly deactivatedAt: Temporal.Instant | null;
  /** Which reminders its plan wants, in days. */
  readonly reminderDays: readonly number[];
  /** When a buyer was last reminded so many days ahead, whatever the expiry was then; null = never. */
  readonly lastTold: Temporal.Instant | null;
}

/**
 * Whether the buyer is told now. Once for each expiry: an expiry that is moved a little is not told twice, and one that a
 * renewal moves by more than half of the days ahead is a new one.
 */
export function isToTell(
  { expiresAt, deactivatedAt, reminderDays, lastTold }: Remindable,
  days: number,
  now: Temporal.Instant,
): boolean {
  if (expiresAt === null || deactivatedAt !== null) return false;
  if (days > 0 && !reminderDays.includes(days)) return false;
  if (!isDue(expiresAt, days, now)) return false;
  return lastTold === null || Temporal.Instant.compare(lastTold.add({ hours: 12 * Math.max(days, 1) }), now) <= 0;
}

/** From when on and until when a reminder so many days before this expiry goes out. */
function isDue(expiresAt: Temporal.Instant, days: number, now: Temporal.Instant): boolean {
  const due = expiresAt.subtract({ hours: 24 * days });
  if (Temporal.Instant.compare(now, due) < 0) return false;
  // What is said to lie ahead must lie ahead.
  const end = days === 0 ? due.add({ hours: LATE_HOURS }) : earliest(due.add({ hours: LATE_HOURS }), expiresAt);
  return Temporal.Instant.compare(now, end) < 0;
}

/** How many days are left, of which the mail speaks: it may be a little late. */
export function daysLeft(expiresAt: Temporal.Instant, now: Temporal.Instant): number {
  return Math.max(1, Math.ceil(expiresAt.since(now).total("hours") / 24));
}

function earliest(one: Temporal.Instant, other: Temporal.Instant): Temporal.Instant {
  return Temporal.Instant.compare(one, other) < 0 ? one : other;
}
