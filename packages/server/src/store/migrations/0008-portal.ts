import type { Kysely } from "kysely";

/** The customer portal: who is signed in there, who is about to, and what each product's customers may do. */
export async function portal(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable("products")
    .addColumn("portal_end_devices", "integer", (column) => column.notNull().defaultTo(1))
    .execute();
  await db.schema
    .alterTable("products")
    .addColumn("portal_regenerate", "integer", (column) => column.notNull().defaultTo(0))
    .execute();
  await db.schema.alterTable("products").addColumn("portal_renewal_url", "text").execute();

  await db.schema
    .createTable("portal_sessions")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("digest", "blob", (column) => column.notNull().unique())
    .addColumn("customer_id", "text", (column) => column.notNull().references("customers.id"))
    .addColumn("license_id", "text", (column) => column.references("licenses.id"))
    .addColumn("expires_at", "bigint", (column) => column.notNull())
    .addColumn("created_at", "bigint", (column) => column.notNull())
    .execute();
  await db.schema.createIndex("portal_sessions_of_license").on("portal_sessions").column("license_id").execute();
  await db.schema.createIndex("portal_sessions_by_end").on("portal_sessions").column("expires_at").execute();

  await db.schema
    .createTable("portal_sign_ins")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("customer_id", "text", (column) => column.references("customers.id"))
    .addColumn("attempt_digest", "blob", (column) => column.notNull().unique())
    .addColumn("link_digest", "blob", (column) => column.notNull().unique())
    .addColumn("code_digest", "blob", (column) => column.notNull())
    .addColumn("tries", "integer", (column) => column.notNull().defaultTo(0))
    .addColumn("expires_at", "bigint", (column) => column.notNull())
    .execute();
  await db.schema.createIndex("portal_sign_ins_by_end").on("portal_sign_ins").column("expires_at").execute();
}
