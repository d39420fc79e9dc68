import { type Context, write } from "#actions/context.ts";
import { suggestIdentifier, suggestKeyPrefix } from "#domain/products/naming.ts";
import { type PortalSettings, type Product, USUAL_PORTAL } from "#domain/products/product.ts";
import { type Refusal, refuseField } from "#domain/refusal.ts";
import { newId } from "#kit/ids.ts";
import { toMoment } from "#store/moments.ts";
import { insertProduct, isProductIdentifierTaken, portalColumns } from "#store/products.ts";

export interface CreateProductInput {
  readonly name: string;
  /** Suggested by the name when null. */
  readonly identifier: string | null;
  /** Suggested by the identifier when null. */
  readonly keyPrefix: string | null;
  readonly description: string;
  readonly taxCode: string;
  /** The license ends for ever when left out. */
  readonly onRefund?: Product["onRefund"];
  /** What is left out is as usual. */
  readonly portal?: Partial<PortalSettings>;
}

export async function createProduct(context: Context, input: CreateProductInput): Promise<Product | Refusal> {
  return write(context, "write", async (tx, now) => {
    const identifier = input.identifier ?? suggestIdentifier(input.name);
    if (identifier === "") return refuseField("identifier", "The name suggests none. Choose one.");
    if (await isProductIdentifierTaken(tx, identifier))
      return refuseField("identifier", "Another product has this identifier.");
    const product = await insertProduct(tx, {
      id: newId(now),
      identifier,
      name: input.name,
      description: input.description,
      key_prefix: input.keyPrefix ?? suggestKeyPrefix(identifier),
      tax_code: input.taxCode,
      ...(input.onRefund !== undefined && { on_refund: input.onRefund }),
      ...portalColumns({ ...USUAL_PORTAL, ...input.portal }),
      created_at: toMoment(now),
      modified_at: toMoment(now),
    });
    return {
      value: product,
      events: [{ type: "product.created", about: { productId: product.id }, data: { identifier, name: product.name } }],
    };
  });
}
