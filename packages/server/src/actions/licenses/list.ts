import { type Context, read } from "#actions/context.ts";
import { type LicenseView, viewLicense } from "#actions/licenses/key.ts";
import { EMPTY_PAGE, narrowToReach } from "#actions/products/narrow.ts";
import { ofProduct } from "#domain/actor.ts";
import type { Refusal } from "#domain/refusal.ts";
import { readLicenseSearch } from "#domain/search-text.ts";
import type { Page, PageRequest } from "#kit/paging.ts";
import { type LicenseSearch, listLicenses } from "#store/license-search.ts";

export interface LicenseFilter extends Omit<LicenseSearch, "typed"> {
  /** How the customer's e-mail begins, an order number, or the last characters of the key. */
  readonly search?: string;
}

/** Lists licenses, the newest first, narrowed by a search. */
export async function searchLicenses(
  context: Context,
  { search, ...narrowed }: LicenseFilter,
  page: PageRequest,
): Promise<Page<LicenseView> | Refusal> {
  return read(context, ofProduct("read"), async (db) => {
    const within = await narrowToReach(context, db, narrowed);
    if (within === null) return EMPTY_PAGE;
    const now = context.clock.now();
    const typed = search === undefined ? {} : { typed: readLicenseSearch(search) };
    const { items, next } = await listLicenses(db, { ...within, ...typed }, now, page);
    return { items: items.map((record) => viewLicense(context, record, now)), next };
  });
}
