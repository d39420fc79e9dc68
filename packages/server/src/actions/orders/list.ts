import { type Context, read } from "#actions/context.ts";
import { type OrderView, viewOrders } from "#actions/orders/view.ts";
import { EMPTY_PAGE, narrowToReach } from "#actions/products/narrow.ts";
import { ofProduct } from "#domain/actor.ts";
import type { Refusal } from "#domain/refusal.ts";
import { readOrderSearch } from "#domain/search-text.ts";
import type { Page, PageRequest } from "#kit/paging.ts";
import { listOrders, type OrderSearch } from "#store/order-search.ts";

export interface OrderFilter extends Omit<OrderSearch, "typed"> {
  /** An order number, or how the customer's e-mail or name begins. */
  readonly search?: string;
}

/** Lists orders, the newest first, narrowed by a search. */
export async function searchOrders(
  context: Context,
  { search, ...narrowed }: OrderFilter,
  page: PageRequest,
): Promise<Page<OrderView> | Refusal> {
  return read(context, ofProduct("read"), async (db) => {
    const within = await narrowToReach(context, db, narrowed);
    if (within === null) return EMPTY_PAGE;
    const typed = search === undefined ? {} : { typed: readOrderSearch(search) };
    const { items, next } = await listOrders(db, { ...within, ...typed }, context.clock.now(), page);
    return { items: await viewOrders(context, db, items), next };
  });
}
