import { type Kysely, sql } from "kysely";

/** Mails to customers: how they look, which were sent about which license, and which reminders are done. */
export async function customerMails(db: Kysely<unknown>): Promise<void> {
  // Without a row, all is as it was before anybody set it.
  await db.schema
    .createTable("mail_settings")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("sender_name", "text")
    .addColumn("reply_to", "text")
    .addColumn("postal_address", "text")
    .addColumn("download_url", "text")
    .addColumn("color", "text", (column) => column.notNull())
    .addColumn("logo", "blob")
    .addColumn("switches", "text", (column) => column.notNull())
    .addColumn("revision", "integer", (column) => column.notNull())
    .execute();

  for (const [column, type] of [
    ["license_id", "text"],
    ["subject", "text"],
  ] as const)
    await db.schema.alterTable("outbox").addColumn(column, type).execute();
  await db.schema
    .createIndex("outbox_of_license")
    .on("outbox")
    .columns(["license_id", "id"])
    .where(sql.ref("license_id"), "is not", null)
    .execute();
  await db.schema.createIndex("outbox_by_state").on("outbox").columns(["state", "id"]).execute();
  await db.schema.createIndex("outbox_by_kind").on("outbox").columns(["kind", "id"]).execute();

  await db.schema
    .alterTable("plans")
    .addColumn("reminder_days", "text", (column) => column.notNull().defaultTo("30,7,1"))
    .execute();
  await db.schema
    .createTable("reminders")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("license_id", "text", (column) => column.notNull().references("licenses.id"))
    .addColumn("expires_at", "bigint", (column) => column.notNull())
    .addColumn("days", "integer", (column) => column.notNull())
    .addColumn("told_at", "bigint")
    .execute();
  await db.schema
    .createIndex("reminders_once")
    .unique()
    .on("reminders")
    .columns(["license_id", "days", "expires_at"])
    .execute();
}
