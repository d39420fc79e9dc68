import { type Context, read } from "#actions/context.ts";
import { type OrderView, viewOrder } from "#actions/orders/view.ts";
import { ofProduct, withinReach } from "#domain/actor.ts";
import { type Refusal, refuse } from "#domain/refusal.ts";
import { findOrder } from "#store/orders.ts";

export async function getOrder(context: Context, id: string): Promise<OrderView | Refusal> {
  return read(context, ofProduct("read"), async (db) => {
    const record = withinReach(context.actor, await findOrder(db, id));
    return record === null ? refuse("ORDER_NOT_FOUND", "No order has this id.") : viewOrder(context, db, record);
  });
}
