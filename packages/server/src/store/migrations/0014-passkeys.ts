import { type Kysely, sql } from "kysely";

/**
 * Passkeys, which go with their user, and whether signing in takes two steps. Sessions that began before this with a code
 * have had both; of all others it is not known.
 */
export async function passkeys(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("passkeys")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("user_id", "text", (column) => column.notNull().references("users.id").onDelete("cascade"))
    .addColumn("name", "text", (column) => column.notNull())
    .addColumn("credential_id", "text", (column) => column.notNull().unique())
    .addColumn("public_key", "blob", (column) => column.notNull())
    .addColumn("counter", "bigint", (column) => column.notNull())
    .addColumn("created_at", "bigint", (column) => column.notNull())
    .addColumn("used_at", "bigint")
    .execute();
  await db.schema.createIndex("passkeys_of_user").on("passkeys").column("user_id").execute();
  await db.schema
    .createTable("passkey_challenges")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("expires_at", "bigint", (column) => column.notNull())
    .execute();
  await db.schema
    .alterTable("sessions")
    .addColumn("two_step", "integer", (column) => column.notNull().defaultTo(0))
    .execute();
  await db.schema
    .alterTable("installation")
    .addColumn("two_step_required", "integer", (column) => column.notNull().defaultTo(0))
    .execute();
  await sql`
    update sessions set two_step = 1 where exists (
      select 1 from two_steps where two_steps.user_id = sessions.user_id and two_steps.on_since <= sessions.created_at
    )
  `.execute(db);
}
