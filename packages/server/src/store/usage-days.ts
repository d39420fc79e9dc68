import type { Reader, Tx } from "#store/store.ts";

/** Adds validations to what was counted of their days. */
export async function addValidations(tx: Tx, byDay: ReadonlyMap<string, number>): Promise<void> {
  for (const [day, validations] of byDay) {
    await tx
      .insertInto("usage_days")
      .values({ day, validations })
      .onConflict((conflict) =>
        conflict
          .column("day")
          .doUpdateSet((eb) => ({ validations: eb("usage_days.validations", "+", eb.ref("excluded.validations")) })),
      )
      .execute();
  }
}

/** The validations of each day from this one on. A day without any may be missing. */
export async function validationsSince(db: Reader, day: string): Promise<Map<string, number>> {
  const rows = await db.selectFrom("usage_days").selectAll().where("day", ">=", day).execute();
  return new Map(rows.map((row) => [row.day, row.validations]));
}
