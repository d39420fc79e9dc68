import type { PortalSettings } from "#domain/products/product.ts";
import { findPortalSettings } from "#store/products.ts";
import type { Reader } from "#store/store.ts";

/** What the vendor lets a product's customers do in the portal. */
export async function portalSettingsOf(db: Reader, productId: string): Promise<PortalSettings> {
  const settings = (await findPortalSettings(db, [productId])).get(productId);
  if (settings === undefined) throw new Error(`product ${productId} is gone`);
  return settings;
}
