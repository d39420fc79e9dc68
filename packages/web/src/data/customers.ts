import { useQuery } from "@tanstack/react-query";
import type { Customer, CustomerDetails, CustomerExport, EditCustomer, EraseCustomer, paths } from "#data/api.gen.ts";
import { useChange } from "#data/change.ts";
import { answer, api, ifMatch, tagged } from "#data/client.ts";
import { PAGE_SIZE, useList } from "#data/list.ts";

const one = (id: string) => ["customers", "one", id];

/** What the list of customers can be narrowed by, as the API takes it. */
export type CustomerFilters = Omit<
  NonNullable<paths["/api/v1/customers"]["get"]["parameters"]["query"]>,
  "limit" | "cursor"
>;

export function useCustomers(filters: CustomerFilters = {}) {
  return useList<Customer>(["customers", "list", filters], (cursor, signal) =>
    answer(
      api.GET("/api/v1/customers", {
        params: { query: { limit: PAGE_SIZE, ...filters, ...(cursor && { cursor }) } },
        signal,
      }),
    ),
  );
}

/** One customer, with the counts that stand in no list, and its `etag`. */
export function useCustomer(id: string) {
  return useQuery({
    enabled: id !== "",
    queryKey: one(id),
    queryFn: ({ signal }) =>
      tagged<CustomerDetails>(api.GET("/api/v1/customers/{id}", { params: { path: { id } }, signal })),
  });
}

export function useEditCustomer(id: string) {
  return useChange(
    ({ etag, changes }: { etag: string; changes: EditCustomer }) =>
      tagged<CustomerDetails>(
        api.PATCH("/api/v1/customers/{id}", { params: { path: { id }, header: ifMatch(etag) }, body: changes }),
      ),
    { touches: ["customers", "orders", "licenses"], keep: () => one(id) },
  );
}

/** Makes the customer unrecognisable, everywhere. */
export function useEraseCustomer(id: string) {
  return useChange(
    (body: EraseCustomer) =>
      tagged<CustomerDetails>(api.POST("/api/v1/customers/{id}/erase", { params: { path: { id } }, body })),
    { touches: ["customers", "orders", "licenses", "activations", "mails", "sales"], keep: () => one(id) },
  );
}

/** All that is held about the customer, read anew. */
export function exportCustomer(id: string): Promise<CustomerExport> {
  return answer(api.GET("/api/v1/customers/{id}/export", { params: { path: { id } } }));
}
