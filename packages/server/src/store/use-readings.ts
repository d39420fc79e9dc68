import type { Reading } from "#kit/meter.ts";
import { toMoment } from "#store/moments.ts";
import type { Reader, Tx } from "#store/store.ts";

/** How many readings one look takes in: those of who uses most. */
const MOST_HEARD = 10_000;

/** What all processes but this one have counted in windows that are not over. */
export async function readingsOfOthers(db: Reader, process: string, now: Temporal.Instant): Promise<Reading[]> {
  const rows = await db
    .selectFrom("use_readings")
    .select(["meter", "mark", "ends_at", "points"])
    .where("ends_at", ">", toMoment(now))
    .where("process", "!=", process)
    .orderBy("points", "desc")
    .limit(MOST_HEARD)
    .execute();
  return rows.map(({ meter, mark, ends_at: endsAt, points }) => ({ meter, mark, endsAt, points }));
}

/** Writes what this process has counted, in place of what it has written of the same callers before. */
export async function writeReadings(tx: Tx, process: string, readings: readonly Reading[]): Promise<void> {
  if (readings.length === 0) return;
  await tx
    .insertInto("use_readings")
    .values(
      readings.map(({ meter, mark, endsAt, points }) => ({
        ...{ id: `${process} ${mark}`, process, meter, mark, ends_at: endsAt, points },
      })),
    )
    .onConflict((conflict) =>
      conflict
        .column("id")
        .doUpdateSet((eb) => ({ ends_at: eb.ref("excluded.ends_at"), points: eb.ref("excluded.points") })),
    )
    .execute();
}

/** Forgets the readings of windows that are over, of all processes. */
export async function forgetReadings(tx: Tx, now: Temporal.Instant): Promise<void> {
  await tx.deleteFrom("use_readings").where("ends_at", "<=", toMoment(now)).execute();
}
