import { type Static, Type } from "typebox";
import { FreeObject, Id, Moment, Nullable, named, PageOf, PageQuery, strict } from "../wire.ts";

export const Activation = named(
  "Activation",
  Type.Object({
    instanceId: Id("The activation."),
    name: Nullable(Type.String({ description: "What the application called the device." })),
    fingerprint: Nullable(Type.String({ description: "By what the application knows the device." })),
    metadata: FreeObject("What the application sent, verbatim."),
    activatedAt: Moment("When it began."),
    lastSeenAt: Moment("When it last activated or validated."),
    endedAt: Nullable(Moment("When it ended; null while in use.")),
  }),
);
export type Activation = Static<typeof Activation>;
export const ActivationPage = PageOf("ActivationPage", Activation);
/** An activation in a list of all that a customer's licenses have. */
export const ActivationOfCustomer = named(
  "ActivationOfCustomer",
  Type.Object({
    ...Activation.properties,
    license: Type.Object(
      {
        id: Id("The license."),
        keyEnding: Type.String({ description: "The last five characters of its key, as it is now." }),
      },
      { description: "The license that is in use." },
    ),
  }),
);
export type ActivationOfCustomer = Static<typeof ActivationOfCustomer>;
export const ActivationOfCustomerPage = PageOf("ActivationOfCustomerPage", ActivationOfCustomer);
export const ActivationQuery = Type.Object(
  {
    ...PageQuery,
    ended: Type.Boolean({ default: false, description: "True lists those that have ended instead of those in use." }),
  },
  strict,
);
