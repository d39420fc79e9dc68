import { type Context, read } from "#actions/context.ts";
import { type RevealedLicense, reveal } from "#actions/licenses/key.ts";
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
): Promise<Page<RevealedLicense> | Refusal> {
  return read(context, "read", async (db) => {
    const now = context.clock.now();
    const typed = search === undefined ? {} : { typed: readLicenseSearch(search) };
    const { items, next } = await listLicenses(db, { ...narrowed, ...typed }, now, page);
    return { items: items.map((record) => reveal(context.vault, record, now)), next };
  });
}
