import { type Static, Type } from "typebox";
import { Id, Identifier, Moment, Nullable, named, PageOf, PageQuery, Prose, RULE, strict, Text } from "../wire.ts";
import { onRefund } from "./providers.ts";

const productFields = {
  name: Text(120, "The name that customers know."),
  identifier: Identifier("How your application names the product. Unique."),
  keyPrefix: Type.String({
    pattern: "^[0-9A-Z]{2,8}$",
    [RULE]: "Use 2 to 8 capital letters or digits.",
    description: "What the keys begin with: 2 to 8 capital letters or digits. An edit touches future keys only.",
  }),
  description: Prose(2000, "For people."),
  taxCode: Text(64, "For your accounting; passed through."),
  onRefund,
};

const portalFields = {
  endDevices: Type.Boolean({ description: "Whether customers may end their devices themselves." }),
  regenerate: Type.Boolean({ description: "Whether customers may get a new key themselves." }),
  renewalUrl: Nullable(
    Type.String({
      maxLength: 2000,
      pattern: "^https?://[!-~]+$",
      [RULE]: "Must be an address that begins with https:// or http://, in plain letters.",
      description: "Where a license that expires is renewed; null = nowhere.",
    }),
  ),
};
const editPortal = Type.Optional(
  Type.Object(Type.Partial(Type.Object(portalFields)).properties, {
    ...strict,
    description: "What customers may do in the portal. What is left out stays as it is.",
  }),
);

export const CreateProduct = named(
  "CreateProduct",
  Type.Object(
    {
      name: productFields.name,
      identifier: Type.Optional(productFields.identifier),
      keyPrefix: Type.Optional(productFields.keyPrefix),
      description: Type.Optional(productFields.description),
      taxCode: Type.Optional(productFields.taxCode),
      onRefund: Type.Optional(onRefund),
      portal: editPortal,
    },
    strict,
  ),
);
export type CreateProduct = Static<typeof CreateProduct>;

export const EditProduct = named(
  "EditProduct",
  Type.Object({ ...Type.Partial(Type.Object(productFields)).properties, portal: editPortal }, strict),
);
export type EditProduct = Static<typeof EditProduct>;

export const Product = named(
  "Product",
  Type.Object({
    id: Id("The product."),
    ...productFields,
    portal: Type.Object(portalFields, { description: "What customers may do in the portal." }),
    createdAt: Moment("When it was made."),
    modifiedAt: Moment("When it was last edited."),
  }),
);
export type Product = Static<typeof Product>;
export const ProductPage = PageOf("ProductPage", Product);
export const ProductQuery = Type.Object(PageQuery, strict);

/** How a plan names its product. */
export const ProductOfPlan = Type.Object({
  id: Id("The product."),
  identifier: Type.String({ description: "Its slug." }),
  name: Type.String({ description: "The name that customers know." }),
});
