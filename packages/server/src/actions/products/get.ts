import { type Context, read } from "#actions/context.ts";
import { ofProduct, reaches } from "#domain/actor.ts";
import type { Product } from "#domain/products/product.ts";
import { type Refusal, refuse } from "#domain/refusal.ts";
import { findProduct } from "#store/products.ts";

export async function getProduct(context: Context, id: string): Promise<Product | Refusal> {
  return read(context, ofProduct("read"), async (db) => {
    const product = reaches(context.actor, id) ? await findProduct(db, id) : null;
    return product ?? noSuchProduct();
  });
}

/** The refusal of an id that no product has. */
export function noSuchProduct(): Refusal {
  return refuse("PRODUCT_NOT_FOUND", "No product has this id.");
}
