import { type Context, read } from "#actions/context.ts";
import { type OrderView, viewOrders } from "#actions/orders/view.ts";
import type { Refusal } from "#domain/refusal.ts";
import type { Page, PageRequest } from "#kit/paging.ts";
import { listOrders, type OrderSearch } from "#store/orders.ts";

/** Lists orders, the newest first, narrowed by a search. */
export async function searchOrders(
  context: Context,
  search: OrderSearch,
  page: PageRequest,
): Promise<Page<OrderView> | Refusal> {
  return read(context, "read", async (db) => {
    const { items, next } = await listOrders(db, search, page);
    return { items: await viewOrders(context, db, items), next };
  });
}
