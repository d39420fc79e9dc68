import type { Event, paths } from "#data/api.gen.ts";
import { answer, api } from "#data/client.ts";
import { PAGE_SIZE, useList } from "#data/list.ts";

/** What the event log can be narrowed by, as the API takes it: `license`, `order`, `customer`, `type`, `actor`, … */
export type EventFilters = Omit<NonNullable<paths["/api/v1/events"]["get"]["parameters"]["query"]>, "limit" | "cursor">;

/** What happened, newest first. */
export function useEvents(filters: EventFilters = {}) {
  return useList<Event>(["events", "list", filters], (cursor, signal) =>
    answer(
      api.GET("/api/v1/events", {
        params: { query: { limit: PAGE_SIZE, ...filters, ...(cursor && { cursor }) } },
        signal,
      }),
    ),
  );
}
