import type { Context } from "#actions/context.ts";
import { productOf } from "#domain/actor.ts";
import { findProduct } from "#store/products.ts";
import type { Reader } from "#store/store.ts";

/**
 * A search as its caller may make it: whoever reaches one product alone searches that one. Null when they search another,
 * of whose things there are none for them.
 */
export async function narrowToReach<Search extends { readonly product?: string }>(
  { actor }: Context,
  db: Reader,
  search: Search,
): Promise<Search | null> {
  const id = productOf(actor);
  if (id === null) return search;
  const { product: searched = id } = search;
  const isOwn = searched === id || (await findProduct(db, id))?.identifier === searched;
  return isOwn ? { ...search, product: id } : null;
}

/** What is found where nothing can be. */
export const EMPTY_PAGE = { items: [], next: null };
