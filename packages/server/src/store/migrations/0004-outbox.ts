import { type Kysely, sql } from "kysely";

/** Mails, from the change that causes them until the mail server has them. */
export async function outbox(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("outbox")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("kind", "text", (column) => column.notNull())
    .addColumn("recipient", "text")
    .addColumn("content_sealed", "blob")
    .addColumn("state", "text", (column) => column.notNull())
    .addColumn("tries", "integer", (column) => column.notNull().defaultTo(0))
    .addColumn("next_try_at", "bigint")
    .addColumn("useful_until", "bigint")
    .addColumn("last_error", "text")
    .addColumn("created_at", "bigint", (column) => column.notNull())
    .addColumn("settled_at", "bigint")
    .execute();
  // Those that wait are few, and asked for once a second.
  await db.schema
    .createIndex("outbox_due")
    .on("outbox")
    .column("next_try_at")
    .where(sql.ref("next_try_at"), "is not", null)
    .execute();
  await db.schema.createIndex("outbox_of_recipient").on("outbox").columns(["recipient", "id"]).execute();
}
