import { useQuery } from "@tanstack/react-query";
import type { Order, paths, ResolveSale, SaleEvent, SaleProviders, UnresolvedSale } from "#data/api.gen.ts";
import { useChange } from "#data/change.ts";
import { answer, api } from "#data/client.ts";
import { PAGE_SIZE, useList } from "#data/list.ts";

const TOUCHES = ["sales", "orders", "licenses", "customers", "plans"];

/** What the list of events can be narrowed by, as the API takes it. */
export type SaleEventFilters = Omit<
  NonNullable<paths["/api/v1/sales/events"]["get"]["parameters"]["query"]>,
  "limit" | "cursor"
>;
export type Provider = SaleEvent["provider"];

/** What payment providers have sent, with what became of it. */
export function useSaleEvents(filters: SaleEventFilters = {}) {
  return useList<SaleEvent>(["sales", "events", filters], (cursor, signal) =>
    answer(
      api.GET("/api/v1/sales/events", {
        params: { query: { limit: PAGE_SIZE, ...filters, ...(cursor && { cursor }) } },
        signal,
      }),
    ),
  );
}

/** The sales that need a plan. */
export function useUnresolvedSales() {
  return useList<UnresolvedSale>(["sales", "unresolved"], (cursor, signal) =>
    answer(
      api.GET("/api/v1/sales/unresolved", {
        params: { query: { limit: PAGE_SIZE, ...(cursor && { cursor }) } },
        signal,
      }),
    ),
  );
}

/** Where orders come from, how far each provider is connected, and how many sales need a plan. */
export function useSaleProviders() {
  return useQuery({
    queryKey: ["sales", "providers"],
    queryFn: ({ signal }) => answer<SaleProviders>(api.GET("/api/v1/sales/providers", { signal })),
  });
}

export function useResolveSale(id: string) {
  return useChange(
    (body: ResolveSale) =>
      answer<Order>(api.POST("/api/v1/sales/unresolved/{id}/resolve", { params: { path: { id } }, body })),
    { touches: TOUCHES },
  );
}

export function useDismissSale(id: string) {
  return useChange(
    (_: undefined) => answer(api.POST("/api/v1/sales/unresolved/{id}/dismiss", { params: { path: { id } } })),
    { touches: TOUCHES },
  );
}
