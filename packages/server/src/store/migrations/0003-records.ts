import { type Kysely, sql } from "kysely";
import { foldName } from "#domain/customers/customer.ts";

/** What the pages of the web app list, filter and count: each by an index, at a million rows as at ten. */
export async function records(db: Kysely<unknown>): Promise<void> {
  await customers(db);
  await orders(db);
  await licenses(db);
  await events(db);

  await db.schema.alterTable("tokens").addColumn("last_used_at", "bigint").execute();
  await db.schema
    .createTable("usage_days")
    .addColumn("day", "text", (column) => column.primaryKey())
    .addColumn("validations", "bigint", (column) => column.notNull())
    .execute();
  await db.schema
    .createIndex("activations_by_time")
    .on("activations")
    .columns(["activated_at", "license_id", "fingerprint"])
    .execute();
}

async function customers(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable("customers").addColumn("name_folded", "text").execute();
  await db.schema
    .alterTable("customers")
    .addColumn("revision", "integer", (column) => column.notNull().defaultTo(1))
    .execute();
  await foldNames(db as Kysely<NamedCustomers>);
  await db.schema.createIndex("customers_by_name").on("customers").columns(["name_folded", "id"]).execute();
}

interface NamedCustomers {
  customers: { id: string; name: string | null; name_folded: string | null };
}

/** In JavaScript, since an engine's own small letters may be those of ASCII alone. */
async function foldNames(db: Kysely<NamedCustomers>): Promise<void> {
  let after = "";
  for (;;) {
    const rows = await db
      .selectFrom("customers")
      .select(["id", "name"])
      .where("id", ">", after)
      .where("name", "is not", null)
      .orderBy("id")
      .limit(1000)
      .execute();
    for (const { id, name } of rows) {
      const folded = name && foldName(name);
      await db.updateTable("customers").set({ name_folded: folded }).where("id", "=", id).execute();
    }
    const last = rows.at(-1);
    if (last === undefined) return;
    after = last.id;
  }
}

async function orders(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable("orders")
    .addColumn("licensed", "integer", (column) => column.notNull().defaultTo(1))
    .execute();
  await sql`update orders set licensed = 0 where not exists (select 1 from licenses where order_id = orders.id)`.execute(
    db,
  );
  // Orders without a license may be few: a list of them would walk over all the others.
  await db.schema
    .createIndex("orders_without_license")
    .on("orders")
    .column("id")
    .where(sql.ref("licensed"), "=", sql.lit(0))
    .execute();
  // The columns behind the id let a list be filtered on the way, without a look at each row.
  await db.schema.dropIndex("orders_of_product").execute();
  await db.schema.createIndex("orders_of_product").on("orders").columns(["product_id", "id", "source"]).execute();
  await db.schema.createIndex("orders_of_plan").on("orders").columns(["plan_id", "id", "source"]).execute();
  await db.schema.createIndex("orders_by_source").on("orders").columns(["source", "id"]).execute();
  await db.schema.createIndex("orders_by_time").on("orders").columns(["created_at", "id"]).execute();
}

async function licenses(db: Kysely<unknown>): Promise<void> {
  const lifetime = ["deactivated_at", "expires_at", "grace_ends_at"];
  await db.schema.dropIndex("licenses_of_product").execute();
  for (const noun of ["product", "plan"]) {
    await db.schema
      .createIndex(`licenses_of_${noun}`)
      .on("licenses")
      .columns([`${noun}_id`, "id", ...lifetime])
      .execute();
  }
  await db.schema
    .createIndex("licenses_by_expiry")
    .on("licenses")
    .columns(["expires_at", "grace_ends_at", "id"])
    .where(sql.ref("deactivated_at"), "is", null)
    .execute();
  await db.schema
    .createIndex("licenses_by_time")
    .on("licenses")
    .columns(["created_at", "id", "expires_at", "deactivated_at"])
    .execute();
  await db.schema
    .createIndex("licenses_by_end")
    .on("licenses")
    .columns(["deactivated_at", "created_at", "expires_at"])
    .where(sql.ref("deactivated_at"), "is not", null)
    .execute();
}

interface NamedEvents {
  events: { type: string; noun: string };
}

/** Type by type, since the engines have no function in common that looks for the dot. */
async function fillNouns(db: Kysely<NamedEvents>): Promise<void> {
  for (const { type } of await db.selectFrom("events").select("type").distinct().execute()) {
    const [noun = ""] = type.split(".");
    await db.updateTable("events").set({ noun }).where("type", "=", type).execute();
  }
}

/** Events about a license now name its order, customer, plan and product, too; those of before are filled in. */
async function events(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable("events")
    .addColumn("noun", "text", (column) => column.notNull().defaultTo(""))
    .execute();
  await fillNouns(db as Kysely<NamedEvents>);
  for (const subject of ["order_id", "customer_id", "plan_id", "product_id"].map((name) => sql.ref(name))) {
    await sql`update events set ${subject} = (select ${subject} from licenses where id = events.license_id)
      where license_id is not null and ${subject} is null`.execute(db);
  }
  const indexes = {
    events_of_order: ["order_id", "id"],
    events_of_customer: ["customer_id", "id"],
    events_of_product: ["product_id", "id", "actor_kind"],
    events_by_noun: ["noun", "id", "product_id", "actor_kind"],
    events_by_type: ["type", "id", "at", "license_id", "product_id", "actor_kind"],
    events_by_actor: ["actor_kind", "id"],
    events_by_time: ["at", "id"],
  };
  for (const [name, columns] of Object.entries(indexes))
    await db.schema.createIndex(name).on("events").columns(columns).execute();
}
