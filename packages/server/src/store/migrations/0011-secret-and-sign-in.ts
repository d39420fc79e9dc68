import type { Kysely } from "kysely";

/** What tells how far a change of the installation's secret is, and what outlives it; and tries to sign in, counted. */
export async function secretAndSignIn(db: Kysely<unknown>): Promise<void> {
  for (const column of ["previous_secret_check", "handed_on_keys"])
    await db.schema.alterTable("installation").addColumn(column, "blob").execute();

  await db.schema
    .createTable("sign_in_tries")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("tries", "integer", (column) => column.notNull())
    .addColumn("since", "bigint", (column) => column.notNull())
    .execute();
  await db.schema.createIndex("sign_in_tries_by_beginning").on("sign_in_tries").column("since").execute();
}
