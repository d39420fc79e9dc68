import { useQuery } from "@tanstack/react-query";
import { answer, api } from "#data/client.ts";
import type { EventFilters } from "#data/events.ts";

/** The newest event that fits; null when there is none. @param version of what it is about: with another, it is asked anew */
export function useLastEvent(filters: EventFilters, version = "", enabled = true) {
  return useQuery({
    queryKey: ["events", "last", filters, version],
    queryFn: async ({ signal }) => {
      const page = await answer(api.GET("/api/v1/events", { params: { query: { limit: 1, ...filters } }, signal }));
      return page.items[0] ?? null;
    },
    enabled,
  });
}
