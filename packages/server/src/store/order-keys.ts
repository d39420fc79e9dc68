import type { Insertable } from "kysely";
import type { Schema } from "#store/schema.ts";
import type { Tx } from "#store/store.ts";

/**
 * Takes a key for an order that is about to be placed. Answers null, or the order that has it already. Whoever takes the
 * same key meanwhile waits until this transaction ends.
 */
export async function claimOrderKey(
  tx: Tx,
  row: Insertable<Schema["order_keys"]>,
): Promise<{ orderId: string; requestDigest: string } | null> {
  const [claimed] = await tx
    .insertInto("order_keys")
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .returning("id")
    .execute();
  if (claimed !== undefined) return null;
  const first = await tx.selectFrom("order_keys").selectAll().where("id", "=", row.id).executeTakeFirstOrThrow();
  return { orderId: first.order_id, requestDigest: first.request_digest };
}
