import { type Context, read } from "#actions/context.ts";
import { ofProduct, productOf } from "#domain/actor.ts";
import type { Product } from "#domain/products/product.ts";
import type { Refusal } from "#domain/refusal.ts";
import type { Page, PageRequest } from "#kit/paging.ts";
import { listProducts } from "#store/products.ts";

export async function listAllProducts(context: Context, page: PageRequest): Promise<Page<Product> | Refusal> {
  return read(context, ofProduct("read"), (db) => listProducts(db, productOf(context.actor), page));
}
