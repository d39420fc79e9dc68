import type { Kysely } from "kysely";

/** What each process has counted of those who use much, for the others. */
export async function useReadings(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("use_readings")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("process", "text", (column) => column.notNull())
    .addColumn("meter", "text", (column) => column.notNull())
    .addColumn("mark", "text", (column) => column.notNull())
    .addColumn("ends_at", "bigint", (column) => column.notNull())
    .addColumn("points", "bigint", (column) => column.notNull())
    .execute();
  await db.schema.createIndex("use_readings_by_end").on("use_readings").column("ends_at").execute();
}
