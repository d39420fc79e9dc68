import { type Refusal, refuseField } from "#domain/refusal.ts";
import type { Page, PageRequest } from "#kit/paging.ts";

const CURSOR = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Which page a query asks for. A cursor is the id that the page before ended with; callers need not know. */
export function pageRequest({ limit, cursor }: { limit: number; cursor?: string }): PageRequest | Refusal {
  if (cursor !== undefined && !CURSOR.test(cursor))
    return refuseField("cursor", "Is not a cursor that a list has answered.");
  return { limit, before: cursor ?? null };
}

/** What a query narrows a list by, besides the page that it asks for. */
export function filtersOf<Query extends { limit: number; cursor?: string }>({
  limit: _limit,
  cursor: _cursor,
  ...filters
}: Query): Omit<Query, "limit" | "cursor"> {
  return filters;
}

export function shapePage<T, Item>(
  { items, next }: Page<T>,
  shape: (item: T) => Item,
): { items: Item[]; nextCursor: string | null } {
  return { items: items.map(shape), nextCursor: next };
}
