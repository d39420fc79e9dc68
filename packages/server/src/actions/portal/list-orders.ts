import { type Context, read } from "#actions/context.ts";
import { customerOf } from "#actions/portal/own.ts";
import type { Refusal } from "#domain/refusal.ts";
import type { Page, PageRequest } from "#kit/paging.ts";
import { listOrders } from "#store/order-search.ts";
import type { OrderRecord } from "#store/orders.ts";

/** An order as its customer sees it. */
export type OwnOrder = OrderRecord;

/** Lists the customer's orders, the newest first. Whoever signed in with a key sees none: a key may be a colleague's. */
export async function listOwnOrders(context: Context, page: PageRequest): Promise<Page<OwnOrder> | Refusal> {
  return read(context, "portal", async (db) => {
    const { id, licenseId } = customerOf(context.actor);
    return licenseId === null ? listOrders(db, { customer: id }, context.clock.now(), page) : { items: [], next: null };
  });
}
