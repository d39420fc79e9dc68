import type { Kysely } from "kysely";

/** Two-step sign-in. Both go with their user, whom a release before may remove without knowing of them. */
export async function twoStep(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("two_steps")
    .addColumn("user_id", "text", (column) => column.primaryKey().references("users.id").onDelete("cascade"))
    .addColumn("secret_sealed", "blob", (column) => column.notNull())
    .addColumn("used_step", "bigint")
    .addColumn("on_since", "bigint")
    .execute();
  await db.schema
    .createTable("recovery_codes")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("user_id", "text", (column) => column.notNull().references("users.id").onDelete("cascade"))
    .addColumn("digest", "blob", (column) => column.notNull())
    .addUniqueConstraint("recovery_codes_of_user", ["user_id", "digest"])
    .execute();
}
