import type { Kysely } from "kysely";

/** How a license's key begins as it was issued: so a key that an application sends need not be opened to be answered. */
export async function keyPrefix(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable("licenses").addColumn("key_prefix", "text").execute();
}
