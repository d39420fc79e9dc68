import { type Kysely, sql } from "kysely";

/** Licenses that can be suspended; orders that come from payment providers, and calls that are repeated. */
export async function sales(db: Kysely<unknown>): Promise<void> {
  await suspension(db);
  await prices(db);
  await events(db);
}

async function suspension(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable("licenses").addColumn("suspended_at", "bigint").execute();
  await db.schema.alterTable("licenses").addColumn("suspended_by", "text").execute();
  // A list by status looks at this too, and must find it in the index that it walks over.
  const lifetime = ["deactivated_at", "suspended_at", "expires_at", "grace_ends_at"];
  const indexes = {
    licenses_by_status: ["id", ...lifetime],
    licenses_of_product: ["product_id", "id", ...lifetime],
    licenses_of_plan: ["plan_id", "id", ...lifetime],
    licenses_by_time: ["created_at", "id", "expires_at", "deactivated_at", "suspended_at"],
  };
  for (const [name, columns] of Object.entries(indexes)) {
    await db.schema.dropIndex(name).execute();
    await db.schema.createIndex(name).on("licenses").columns(columns).execute();
  }
  await db.schema.dropIndex("licenses_by_expiry").execute();
  await db.schema
    .createIndex("licenses_by_expiry")
    .on("licenses")
    .columns(["expires_at", "grace_ends_at", "suspended_at", "id"])
    .where(sql.ref("deactivated_at"), "is", null)
    .execute();
  // As the deactivated: few among many.
  await db.schema
    .createIndex("licenses_suspended")
    .on("licenses")
    .columns(["id", "suspended_at"])
    .where(sql.ref("suspended_at"), "is not", null)
    .execute();
}

async function prices(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable("products")
    .addColumn("on_refund", "text", (column) => column.notNull().defaultTo("deactivate"))
    .execute();
  await db.schema
    .createTable("plan_prices")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("plan_id", "text", (column) => column.notNull().references("plans.id"))
    .addColumn("provider", "text", (column) => column.notNull())
    .addColumn("price", "text", (column) => column.notNull())
    .addUniqueConstraint("plan_prices_once", ["provider", "price"])
    .execute();
  await db.schema.createIndex("plan_prices_of_plan").on("plan_prices").columns(["plan_id", "id"]).execute();
  // Written before the order is, so that calls with one key wait for each other: it can't refer to it.
  await db.schema
    .createTable("order_keys")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("request_digest", "text", (column) => column.notNull())
    .addColumn("order_id", "text", (column) => column.notNull())
    .addColumn("created_at", "bigint", (column) => column.notNull())
    .execute();
}

async function events(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("sale_providers")
    .addColumn("id", "text", (column) => column.primaryKey())
    .execute();
  await db.schema
    .createTable("sales")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("provider", "text", (column) => column.notNull())
    .addColumn("state", "text", (column) => column.notNull())
    .addColumn("plan_id", "text", (column) => column.references("plans.id"))
    .addColumn("order_id", "text", (column) => column.references("orders.id"))
    .addColumn("applied_until", "bigint")
    .addColumn("applied_suspended", "integer", (column) => column.notNull().defaultTo(0))
    .addColumn("applied_refund", "integer", (column) => column.notNull().defaultTo(0))
    .addColumn("created_at", "bigint", (column) => column.notNull())
    .execute();
  await db.schema.createIndex("sales_by_state").on("sales").columns(["state", "id"]).execute();
  await db.schema
    .createTable("sale_keys")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("sale_id", "text", (column) => column.notNull().references("sales.id"))
    .execute();
  await db.schema.createIndex("sale_keys_of_sale").on("sale_keys").column("sale_id").execute();
  await db.schema
    .createTable("sale_events")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("provider", "text", (column) => column.notNull())
    .addColumn("event", "text", (column) => column.notNull())
    .addColumn("type", "text", (column) => column.notNull())
    .addColumn("sale_id", "text", (column) => column.references("sales.id"))
    .addColumn("facts", "text", (column) => column.notNull())
    .addColumn("email", "text")
    .addColumn("at", "bigint", (column) => column.notNull())
    .addColumn("received_at", "bigint", (column) => column.notNull())
    .addColumn("state", "text", (column) => column.notNull())
    .addColumn("effects", "text", (column) => column.notNull())
    .addUniqueConstraint("sale_events_once", ["provider", "event"])
    .execute();
  await db.schema.createIndex("sale_events_of_sale").on("sale_events").columns(["sale_id", "id"]).execute();
  await db.schema.createIndex("sale_events_by_state").on("sale_events").columns(["state", "id"]).execute();
  await db.schema.createIndex("sale_events_by_provider").on("sale_events").columns(["provider", "id"]).execute();
}
