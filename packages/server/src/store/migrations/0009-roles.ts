import { type Kysely, sql } from "kysely";

/** Who may do what: roles of users and how new ones are invited, and tokens for one product or for a time. */
export async function roles(db: Kysely<unknown>): Promise<void> {
  // The default is for a release before, which makes one user: the first, the owner.
  await db.schema
    .alterTable("users")
    .addColumn("role", "text", (column) => column.notNull().defaultTo("owner"))
    .execute();
  // Whoever has an account could do everything. All but look after people they still can.
  await sql`update users set role = 'admin' where id <> (select min(id) from users)`.execute(db);
  await db.schema.alterTable("users").addColumn("seen_at", "bigint").execute();

  await db.schema
    .alterTable("tokens")
    .addColumn("product_id", "text", (column) => column.references("products.id"))
    .execute();
  await db.schema.alterTable("tokens").addColumn("expires_at", "bigint").execute();

  await db.schema
    .createTable("invitations")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("email", "text", (column) => column.notNull().unique())
    .addColumn("role", "text", (column) => column.notNull())
    .addColumn("digest", "blob", (column) => column.notNull().unique())
    .addColumn("invited_by", "text")
    .addColumn("expires_at", "bigint", (column) => column.notNull())
    .addColumn("created_at", "bigint", (column) => column.notNull())
    .execute();
}
