import type { Kysely } from "kysely";

/** What tells how far a change of the installation's secret is, and what outlives it. */
export async function secretChange(db: Kysely<unknown>): Promise<void> {
  for (const column of ["previous_secret_check", "handed_on_keys"])
    await db.schema.alterTable("installation").addColumn(column, "blob").execute();
}
