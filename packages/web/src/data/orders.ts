import { useQuery } from "@tanstack/react-query";
import type { Order, PlaceOrder, paths } from "#data/api.gen.ts";
import { useChange } from "#data/change.ts";
import { answer, api } from "#data/client.ts";
import { PAGE_SIZE, useList } from "#data/list.ts";

/** What the list of orders can be narrowed by, as the API takes it. */
export type OrderFilters = Omit<NonNullable<paths["/api/v1/orders"]["get"]["parameters"]["query"]>, "limit" | "cursor">;

export function useOrders(filters: OrderFilters = {}) {
  return useList<Order>(["orders", "list", filters], (cursor, signal) =>
    answer(
      api.GET("/api/v1/orders", {
        params: { query: { limit: PAGE_SIZE, ...filters, ...(cursor && { cursor }) } },
        signal,
      }),
    ),
  );
}

export function useOrder(id: string) {
  return useQuery({
    enabled: id !== "",
    queryKey: ["orders", "one", id],
    queryFn: ({ signal }) => answer<Order>(api.GET("/api/v1/orders/{id}", { params: { path: { id } }, signal })),
  });
}

export function usePlaceOrder() {
  return useChange((body: PlaceOrder) => answer<Order>(api.POST("/api/v1/orders", { body })), {
    touches: ["orders", "licenses", "customers"],
  });
}
