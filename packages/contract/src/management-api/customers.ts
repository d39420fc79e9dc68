import { type Static, Type } from "typebox";
import { FreeObject, Id, Moment, Nullable, named, PageOf, PageQuery, RULE, strict, Text } from "../wire.ts";

export const email = Type.String({
  minLength: 3,
  maxLength: 254,
  pattern: "^[^\\s@\\p{Cc}\\p{Cs}]+@[^\\s@\\p{Cc}\\p{Cs}]+$",
  [RULE]: "Must be an e-mail address.",
  description: "Identifies the customer. Case does not matter.",
});
export const customerName = Text(255, "The customer's name.", 0);
export const customerId = Text(255, "Your own id of the customer; ours when you have none.");

export const CreateCustomer = named(
  "CreateCustomer",
  Type.Object({ email, name: Type.Optional(Nullable(customerName)), customerId: Type.Optional(customerId) }, strict),
);
export type CreateCustomer = Static<typeof CreateCustomer>;

const customerFields = { id: Id("The customer."), customerId, name: Nullable(customerName), email };
export const Customer = named(
  "Customer",
  Type.Object({ ...customerFields, createdAt: Moment("When the customer was first known.") }),
);
export type Customer = Static<typeof Customer>;
/** One customer, with what stands in no list. */
export const CustomerDetails = named(
  "CustomerDetails",
  Type.Object({
    ...customerFields,
    createdAt: Moment("When the customer was first known."),
    orders: Type.Integer({ description: "How many orders the customer has placed." }),
    licenses: Type.Integer({ description: "How many licenses these issued." }),
    erased: Type.Boolean({
      description: "Whether the customer was erased: then nothing of the above tells who it was.",
    }),
  }),
);
export type CustomerDetails = Static<typeof CustomerDetails>;
export const EditCustomer = named(
  "EditCustomer",
  Type.Object({ name: Type.Optional(Nullable(customerName)), customerId: Type.Optional(customerId) }, strict),
);
export type EditCustomer = Static<typeof EditCustomer>;
export const EraseCustomer = named(
  "EraseCustomer",
  Type.Object(
    {
      endLicenses: Type.Optional(
        Type.Boolean({
          description:
            "Whether the customer's licenses end for ever, too. Left out, they go on for whoever has the keys.",
        }),
      ),
    },
    strict,
  ),
);
export type EraseCustomer = Static<typeof EraseCustomer>;

function held(what: string) {
  return Type.Array(FreeObject(what), { description: what });
}
/** All that is held about one person, in the words of whoever asks for it: its fields may grow. */
export const CustomerExport = named(
  "CustomerExport",
  Type.Object({
    exportedAt: Moment("When it was read."),
    customer: FreeObject("Who they are: ids, name, e-mail, since when."),
    orders: held("What they bought."),
    licenses: held("Their licenses, each key by its last five characters."),
    devices: held("Their devices, in use and ended, with all that these told of themselves."),
    portalSessions: held("Where they are signed in to the portal."),
    mails: held("The mails to them that are still known of."),
    sales: held("What payment providers told of their purchases."),
    events: held("What the record tells of them."),
  }),
);
export type CustomerExport = Static<typeof CustomerExport>;
export const CustomerPage = PageOf("CustomerPage", Customer);
export const CustomerQuery = Type.Object(
  {
    ...PageQuery,
    search: Type.Optional(Text(254, "How the e-mail or the name begins. Case does not matter.")),
    email: Type.Optional(Type.String({ minLength: 1, maxLength: 254, description: "How the e-mail begins." })),
  },
  strict,
);

/** How an order or a license names its customer. */
export const CustomerOfOrder = named("CustomerOfOrder", Type.Object(customerFields));
