import { type Context, read } from "#actions/context.ts";
import type { Product } from "#domain/products/product.ts";
import { type Refusal, refuse } from "#domain/refusal.ts";
import { findProduct } from "#store/products.ts";

export async function getProduct(context: Context, id: string): Promise<Product | Refusal> {
  return read(context, "read", async (db) => (await findProduct(db, id)) ?? noSuchProduct());
}

/** The refusal of an id that no product has. */
export function noSuchProduct(): Refusal {
  return refuse("PRODUCT_NOT_FOUND", "No product has this id.");
}
