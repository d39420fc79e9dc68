import { type Kysely, sql } from "kysely";

/**
 * Events in chains, and checkpoints that sign them. What was recorded before stays outside: whoever could have changed it
 * by now would be vouched for. And licenses of customers who were erased.
 */
export async function record(db: Kysely<unknown>): Promise<void> {
  const columns = {
    events: { number: "integer", hash: "text", commitments: "text", personal: "text" },
    installation: { unchained_until: "text", forgotten_until: "text" },
    licenses: { chain_hash: "text" },
  } as const;
  for (const [table, added] of Object.entries(columns))
    for (const [name, type] of Object.entries(added)) await db.schema.alterTable(table).addColumn(name, type).execute();
  for (const name of ["chain_length", "nameless"])
    await db.schema
      .alterTable("licenses")
      .addColumn(name, "integer", (column) => column.notNull().defaultTo(0))
      .execute();
  await sql`update installation set unchained_until = (select max(id) from events)`.execute(db);

  await db.schema
    .createTable("chains")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("length", "integer", (column) => column.notNull())
    .addColumn("hash", "text", (column) => column.notNull())
    .execute();
  await db.schema
    .createTable("checkpoints")
    .addColumn("number", "integer", (column) => column.primaryKey())
    .addColumn("at", "bigint", (column) => column.notNull())
    .addColumn("until", "bigint", (column) => column.notNull())
    .addColumn("previous", "text", (column) => column.notNull())
    .addColumn("heads", "text", (column) => column.notNull())
    .addColumn("public_key", "text", (column) => column.notNull())
    .addColumn("signature", "text", (column) => column.notNull())
    .execute();
}
