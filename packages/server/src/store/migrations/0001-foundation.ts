import { type Kysely, sql } from "kysely";

/** Everything from products to the record of events. */
export async function foundation(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("installation")
    .addColumn("id", "integer", (column) => column.primaryKey())
    .addColumn("created_at", "bigint", (column) => column.notNull())
    .addColumn("secret_check", "blob", (column) => column.notNull())
    .addColumn("next_order_number", "bigint", (column) => column.notNull())
    .execute();

  await db.schema
    .createTable("products")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("identifier", "text", (column) => column.notNull().unique())
    .addColumn("name", "text", (column) => column.notNull())
    .addColumn("description", "text", (column) => column.notNull())
    .addColumn("key_prefix", "text", (column) => column.notNull())
    .addColumn("tax_code", "text", (column) => column.notNull())
    .addColumn("revision", "integer", (column) => column.notNull().defaultTo(1))
    .addColumn("created_at", "bigint", (column) => column.notNull())
    .addColumn("modified_at", "bigint", (column) => column.notNull())
    .execute();

  await db.schema
    .createTable("plans")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("product_id", "text", (column) => column.notNull().references("products.id"))
    .addColumn("identifier", "text", (column) => column.notNull().unique())
    .addColumn("name", "text", (column) => column.notNull())
    .addColumn("description", "text", (column) => column.notNull())
    .addColumn("version", "integer", (column) => column.notNull().defaultTo(1))
    .addColumn("licensed", "integer", (column) => column.notNull())
    .addColumn("activation_limit", "integer")
    .addColumn("expiry_value", "integer")
    .addColumn("expiry_unit", "text")
    .addColumn("expiry_from", "text")
    .addColumn("grace_days", "integer", (column) => column.notNull())
    .addColumn("release_after_days", "integer")
    .addColumn("created_at", "bigint", (column) => column.notNull())
    .addColumn("modified_at", "bigint", (column) => column.notNull())
    .execute();
  await db.schema.createIndex("plans_of_product").on("plans").columns(["product_id", "id"]).execute();

  await db.schema
    .createTable("customers")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("customer_id", "text", (column) => column.notNull().unique())
    .addColumn("email", "text", (column) => column.notNull())
    .addColumn("email_folded", "text", (column) => column.notNull().unique())
    .addColumn("name", "text")
    .addColumn("created_at", "bigint", (column) => column.notNull())
    .execute();

  await db.schema
    .createTable("orders")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("number", "bigint", (column) => column.notNull().unique())
    .addColumn("status", "text", (column) => column.notNull())
    .addColumn("source", "text", (column) => column.notNull())
    .addColumn("customer_id", "text", (column) => column.notNull().references("customers.id"))
    .addColumn("plan_id", "text", (column) => column.notNull().references("plans.id"))
    .addColumn("product_id", "text", (column) => column.notNull().references("products.id"))
    .addColumn("amount_value", "text")
    .addColumn("amount_currency", "text")
    .addColumn("created_at", "bigint", (column) => column.notNull())
    .execute();
  await db.schema.createIndex("orders_of_customer").on("orders").columns(["customer_id", "id"]).execute();
  await db.schema.createIndex("orders_of_product").on("orders").columns(["product_id", "id"]).execute();

  await db.schema
    .createTable("licenses")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("order_id", "text", (column) => column.notNull().unique().references("orders.id"))
    .addColumn("customer_id", "text", (column) => column.notNull().references("customers.id"))
    .addColumn("plan_id", "text", (column) => column.notNull().references("plans.id"))
    .addColumn("product_id", "text", (column) => column.notNull().references("products.id"))
    .addColumn("plan_version", "integer", (column) => column.notNull())
    .addColumn("key_digest", "blob", (column) => column.notNull().unique())
    .addColumn("key_sealed", "blob", (column) => column.notNull())
    .addColumn("key_ending_reversed", "text", (column) => column.notNull())
    .addColumn("activation_limit", "integer")
    .addColumn("activation_usage", "integer", (column) => column.notNull().defaultTo(0))
    .addColumn("expires_at", "bigint")
    .addColumn("grace_ends_at", "bigint")
    .addColumn("pending_expiry_value", "integer")
    .addColumn("pending_expiry_unit", "text")
    .addColumn("grace_days", "integer", (column) => column.notNull())
    .addColumn("release_after_days", "integer")
    .addColumn("activated_at", "bigint")
    .addColumn("deactivated_at", "bigint")
    .addColumn("revision", "integer", (column) => column.notNull().defaultTo(1))
    .addColumn("created_at", "bigint", (column) => column.notNull())
    .addCheckConstraint("licenses_usage_counts", sql`activation_usage >= 0`)
    .execute();
  await db.schema.createIndex("licenses_of_customer").on("licenses").columns(["customer_id", "id"]).execute();
  await db.schema.createIndex("licenses_of_product").on("licenses").columns(["product_id", "id"]).execute();
  await db.schema.createIndex("licenses_by_ending").on("licenses").columns(["key_ending_reversed", "id"]).execute();
  await db.schema
    .createIndex("licenses_by_status")
    .on("licenses")
    .columns(["id", "deactivated_at", "expires_at", "grace_ends_at"])
    .execute();
  // Deactivated licenses are few: without an index of their own, a list of them would walk over all the others.
  await db.schema
    .createIndex("licenses_deactivated")
    .on("licenses")
    .column("id")
    .where(sql.ref("deactivated_at"), "is not", null)
    .execute();

  await db.schema
    .createTable("activations")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("license_id", "text", (column) => column.notNull().references("licenses.id"))
    .addColumn("name", "text")
    .addColumn("fingerprint", "text")
    .addColumn("idempotency_digest", "blob")
    .addColumn("metadata", "text", (column) => column.notNull())
    .addColumn("activated_at", "bigint", (column) => column.notNull())
    .addColumn("last_seen_at", "bigint", (column) => column.notNull())
    .addColumn("ended_at", "bigint")
    .addColumn("ending", "text")
    .execute();
  await db.schema.createIndex("activations_of_license").on("activations").columns(["license_id", "id"]).execute();
  // The engine's own promise that one device never takes two slots.
  await db.schema
    .createIndex("activations_one_per_fingerprint")
    .unique()
    .on("activations")
    .columns(["license_id", "fingerprint"])
    .where(sql.ref("ended_at"), "is", null)
    .execute();
  await db.schema
    .createIndex("activations_one_per_idempotency_key")
    .unique()
    .on("activations")
    .columns(["license_id", "idempotency_digest"])
    .where(sql.ref("idempotency_digest"), "is not", null)
    .execute();

  await db.schema
    .createTable("tokens")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("name", "text", (column) => column.notNull())
    .addColumn("digest", "blob", (column) => column.notNull().unique())
    .addColumn("scope", "text", (column) => column.notNull())
    .addColumn("created_at", "bigint", (column) => column.notNull())
    .addColumn("revoked_at", "bigint")
    .execute();

  await db.schema
    .createTable("events")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("at", "bigint", (column) => column.notNull())
    .addColumn("type", "text", (column) => column.notNull())
    .addColumn("actor_kind", "text", (column) => column.notNull())
    .addColumn("actor_id", "text")
    .addColumn("actor_name", "text")
    .addColumn("product_id", "text")
    .addColumn("plan_id", "text")
    .addColumn("customer_id", "text")
    .addColumn("order_id", "text")
    .addColumn("license_id", "text")
    .addColumn("activation_id", "text")
    .addColumn("token_id", "text")
    .addColumn("data", "text", (column) => column.notNull())
    .execute();
  await db.schema.createIndex("events_of_license").on("events").columns(["license_id", "id"]).execute();
}
