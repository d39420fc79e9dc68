import { type Context, writeLocked } from "#actions/context.ts";
import { noSuchProduct } from "#actions/products/get.ts";
import { ofProduct, reaches } from "#domain/actor.ts";
import { changedFields } from "#domain/events.ts";
import type { PortalSettings, Product } from "#domain/products/product.ts";
import { type Refusal, refuseField } from "#domain/refusal.ts";
import { changedElsewhere, type ExpectedRevision } from "#domain/revision.ts";
import { toMoment } from "#store/moments.ts";
import { findProduct, isProductIdentifierTaken, portalColumns, updateProduct } from "#store/products.ts";

type Editable = Pick<Product, "name" | "identifier" | "keyPrefix" | "description" | "taxCode" | "onRefund">;

export interface EditProductInput {
  readonly id: string;
  readonly expected: ExpectedRevision;
  readonly change: Partial<Editable> & { readonly portal?: Partial<PortalSettings> };
}

export async function editProduct(
  context: Context,
  { id, expected, change }: EditProductInput,
): Promise<Product | Refusal> {
  return writeLocked(context, ofProduct("write"), { table: "products", id }, async (tx, now) => {
    const before = reaches(context.actor, id) ? await findProduct(tx, id) : null;
    if (before === null) return noSuchProduct();
    const refusal = changedElsewhere(before.revision, expected);
    if (refusal !== null) return refusal;
    const after = { ...before, ...change, portal: { ...before.portal, ...change.portal } };
    const changes = changedFields<Product>(before, after);
    if (Object.keys(changes).length === 0) return { value: before, events: [] };
    if (changes.identifier && (await isProductIdentifierTaken(tx, after.identifier))) {
      return refuseField("identifier", "Another product has this identifier.");
    }
    const product = await updateProduct(tx, id, {
      name: after.name,
      identifier: after.identifier,
      key_prefix: after.keyPrefix,
      description: after.description,
      tax_code: after.taxCode,
      on_refund: after.onRefund,
      ...portalColumns(after.portal),
      modified_at: toMoment(now),
    });
    return { value: product, events: [{ type: "product.edited", about: { productId: id }, data: changes }] };
  });
}
