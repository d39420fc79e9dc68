import { useQuery } from "@tanstack/react-query";
import type { CreateProduct, EditProduct, Product } from "#data/api.gen.ts";
import { useChange } from "#data/change.ts";
import { answer, api, ifMatch, tagged } from "#data/client.ts";
import { PAGE_SIZE, useList } from "#data/list.ts";

const one = (id: string) => ["products", "one", id];

export function useProducts() {
  return useList<Product>(["products", "list"], (cursor, signal) =>
    answer(api.GET("/api/v1/products", { params: { query: { limit: PAGE_SIZE, ...(cursor && { cursor }) } }, signal })),
  );
}

/** One product, with its `etag`. */
export function useProduct(id: string) {
  return useQuery({
    queryKey: one(id),
    queryFn: ({ signal }) => tagged<Product>(api.GET("/api/v1/products/{id}", { params: { path: { id } }, signal })),
  });
}

export function useCreateProduct() {
  return useChange((body: CreateProduct) => answer<Product>(api.POST("/api/v1/products", { body })), {
    touches: ["products"],
  });
}

export function useEditProduct(id: string) {
  return useChange(
    ({ etag, changes }: { etag: string; changes: EditProduct }) =>
      tagged<Product>(
        api.PATCH("/api/v1/products/{id}", { params: { path: { id }, header: ifMatch(etag) }, body: changes }),
      ),
    { touches: ["products", "plans"], keep: () => one(id) },
  );
}
