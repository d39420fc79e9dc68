import { type Context, read } from "#actions/context.ts";
import type { Refusal } from "#domain/refusal.ts";
import type { Page, PageRequest } from "#kit/paging.ts";
import { type CustomerRecord, type CustomerSearch, listCustomers } from "#store/customers.ts";

/** Lists customers, the newest first, narrowed by a search. */
export async function searchCustomers(
  context: Context,
  search: CustomerSearch,
  page: PageRequest,
): Promise<Page<CustomerRecord> | Refusal> {
  return read(context, "read", (db) => listCustomers(db, search, page));
}
