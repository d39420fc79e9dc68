import { type Context, read } from "#actions/context.ts";
import { EMPTY_PAGE, narrowToReach } from "#actions/products/narrow.ts";
import { ofProduct } from "#domain/actor.ts";
import { statusOf } from "#domain/licenses/verdict.ts";
import type { Refusal } from "#domain/refusal.ts";
import type { Page, PageRequest } from "#kit/paging.ts";
import { type EventRecord, type EventSearch, listEvents } from "#store/event-search.ts";
import { findLicenses } from "#store/licenses.ts";

/** An event with what a line about it says of the license. */
export interface EventView extends EventRecord {
  readonly license: {
    readonly id: string;
    readonly keyEnding: string;
    readonly status: ReturnType<typeof statusOf>;
  } | null;
}

/** Lists what happened, the newest first, narrowed by a search. */
export async function searchEvents(
  context: Context,
  search: EventSearch,
  page: PageRequest,
): Promise<Page<EventView> | Refusal> {
  return read(context, ofProduct("read"), async (db) => {
    const within = await narrowToReach(context, db, search);
    if (within === null) return EMPTY_PAGE;
    const { items, next } = await listEvents(db, within, page);
    const ids = items.map(({ about }) => about.licenseId).filter((id) => id !== null);
    const licenses = await findLicenses(db, [...new Set(ids)]);
    const now = context.clock.now();
    return {
      items: items.map((event) => {
        const record = licenses.get(event.about.licenseId ?? "");
        if (record === undefined) return { ...event, license: null };
        const { license, keyEnding } = record;
        return { ...event, license: { id: license.id, keyEnding, status: statusOf(license, now) } };
      }),
      next,
    };
  });
}
