import { LATE_HOURS } from "#domain/mails/reminders.ts";
import { fromMoment, toMoment } from "#store/moments.ts";
import { daysOf } from "#store/plans.ts";
import type { Reader, Tx } from "#store/store.ts";

/**
 * Licenses whose buyers may have to be told so many days before the expiry, and about whose expiry nothing was decided
 * yet. They are found among those that expire within three days: by the index of the expiries.
 */
export async function listToRemind(
  db: Reader,
  days: number,
  now: Temporal.Instant,
  most: number,
): Promise<readonly string[]> {
  const last = now.add({ hours: 24 * days });
  const rows = await remindable(db, days, last, most).execute();
  return rows.map(({ id }) => id);
}

/** The query, for the test of its plan. */
export function remindable(db: Reader, days: number, last: Temporal.Instant, most: number) {
  return db
    .selectFrom("licenses")
    .select("licenses.id")
    .where("licenses.deactivated_at", "is", null)
    .where("licenses.expires_at", ">", toMoment(last.subtract({ hours: LATE_HOURS })))
    .where("licenses.expires_at", "<=", toMoment(last))
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom("reminders")
            .select("reminders.id")
            .whereRef("reminders.license_id", "=", "licenses.id")
            .where("reminders.days", "=", days)
            .whereRef("reminders.expires_at", "=", "licenses.expires_at"),
        ),
      ),
    )
    .orderBy("licenses.expires_at")
    .limit(most);
}

/** What was told about this license so many days ahead, whatever its expiry was then. */
export async function findLastTold(db: Reader, licenseId: string, days: number): Promise<Temporal.Instant | null> {
  const { at } = await db
    .selectFrom("reminders")
    .select((eb) => eb.fn.max("told_at").as("at"))
    .where("license_id", "=", licenseId)
    .where("days", "=", days)
    .executeTakeFirstOrThrow();
  return at === null ? null : fromMoment(Number(at));
}

/** Notes what was decided. Answers false when somebody had decided it before. */
export async function insertReminder(
  tx: Tx,
  reminder: {
    id: string;
    licenseId: string;
    expiresAt: Temporal.Instant;
    days: number;
    toldAt: Temporal.Instant | null;
  },
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto("reminders")
    .values({
      id: reminder.id,
      license_id: reminder.licenseId,
      expires_at: toMoment(reminder.expiresAt),
      days: reminder.days,
      told_at: reminder.toldAt && toMoment(reminder.toldAt),
    })
    .onConflict((conflict) => conflict.columns(["license_id", "days", "expires_at"]).doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}

/** Which reminders a plan wants now, in days. */
export async function readReminderDays(db: Reader, planId: string): Promise<number[]> {
  const plan = await db.selectFrom("plans").select("reminder_days").where("id", "=", planId).executeTakeFirst();
  return daysOf(plan?.reminder_days ?? "");
}
