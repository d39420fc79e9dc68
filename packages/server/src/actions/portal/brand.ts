import type { Services } from "#actions/context.ts";
import { listProducts } from "#store/products.ts";

/** How the vendor is shown to customers. */
export interface Brand {
  readonly name: string;
  /** Where customers write to; null = nowhere. */
  readonly contact: string | null;
}

/** Who sells: the one product's name, since nothing else says it yet. For anybody, as the portal's door shows it. */
export async function getBrand({ store }: Services): Promise<Brand> {
  const { items, next } = await listProducts(store.read, { limit: 1, before: null });
  const [only] = items;
  return { name: next === null && only !== undefined ? only.name : "Keywright", contact: null };
}
