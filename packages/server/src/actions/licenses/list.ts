import { type Context, read } from "#actions/context.ts";
import { type RevealedLicense, reveal } from "#actions/licenses/key.ts";
import type { Refusal } from "#domain/refusal.ts";
import type { Page, PageRequest } from "#kit/paging.ts";
import { type LicenseSearch, listLicenses } from "#store/license-search.ts";

/** Lists licenses, the newest first, narrowed by a search. */
export async function searchLicenses(
  context: Context,
  search: LicenseSearch,
  page: PageRequest,
): Promise<Page<RevealedLicense> | Refusal> {
  return read(context, "read", async (db) => {
    const now = context.clock.now();
    const { items, next } = await listLicenses(db, search, now, page);
    return { items: items.map((record) => reveal(context.vault, record, now)), next };
  });
}
