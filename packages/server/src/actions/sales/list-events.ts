import { type Context, read } from "#actions/context.ts";
import type { Refusal } from "#domain/refusal.ts";
import type { Page, PageRequest } from "#kit/paging.ts";
import { listSaleEvents, type SaleEventRecord, type SaleEventSearch } from "#store/sale-events.ts";

export type { SaleEventRecord };

/** Lists what payment providers have sent, the last to come in first, with what became of it. */
export async function searchSaleEvents(
  context: Context,
  search: SaleEventSearch,
  page: PageRequest,
): Promise<Page<SaleEventRecord> | Refusal> {
  return read(context, "read", (db) => listSaleEvents(db, search, page));
}
