import { type Static, Type } from "typebox";
import { FreeObject, Id, Moment, MomentInput, Nullable, named, OneOf, PageOf, PageQuery, strict } from "../wire.ts";
import { licenseStatus } from "./licenses.ts";

/** Everything that can happen, in a closed list: the noun, and what became of it. */
export const EVENT_TYPES = [
  "product.created",
  "product.edited",
  "plan.created",
  "plan.edited",
  "customer.created",
  "customer.edited",
  "customer.signed_in",
  "customer.erased",
  "order.placed",
  "order.corrected",
  "license.issued",
  "license.edited",
  "license.regenerated",
  "license.suspended",
  "license.restored",
  "license.deactivated",
  "license.key_sent",
  "license.key_revealed",
  "activation.created",
  "activation.denied",
  "activation.deactivated",
  "activation.revoked",
  "activation.ended",
  "activation.released",
  "token.created",
  "token.revoked",
  "user.invited",
  "user.invitation_withdrawn",
  "user.created",
  "user.edited",
  "user.role_changed",
  "user.removed",
  "user.signed_in",
  "user.signed_out",
  "user.password_changed",
  "user.password_reset",
  "user.two_step_enabled",
  "user.two_step_disabled",
  "user.recovery_codes_renewed",
  "user.recovery_code_used",
  "user.passkey_added",
  "user.passkey_removed",
  "sign_in.settings_edited",
  "mail.settings_edited",
  "mail.sent_again",
  "secret.rotated",
] as const;

/** What events can be about: the first word of their types. */
export const EVENT_NOUNS = [...new Set(EVENT_TYPES.map((type) => type.slice(0, type.indexOf("."))))];

/** Who can have done what an event tells. */
export const ACTOR_KINDS = ["application", "token", "operator", "user", "provider", "customer"] as const;

const actorKind = OneOf(
  ACTOR_KINDS,
  "`application`: the licensed application. `token`: another system. `operator`: the command line. `user`: somebody who is signed in. `provider`: a payment provider, of a sale there. `customer`: a customer in the portal, or by the link that an application showed.",
);

function nullableId(what: string) {
  return Nullable(Id(what));
}

export const Event = named(
  "Event",
  Type.Object({
    id: Id("The event."),
    at: Moment("When it happened."),
    type: OneOf(EVENT_TYPES, "What happened."),
    actor: Type.Object({
      kind: actorKind,
      id: nullableId("The token, user or customer; null for the others."),
      name: Nullable(Type.String({ description: "What the token, user, provider or customer was called then." })),
    }),
    about: Type.Object({
      productId: nullableId("The product."),
      planId: nullableId("The plan."),
      customerId: nullableId("The customer."),
      orderId: nullableId("The order."),
      licenseId: nullableId("The license."),
      activationId: nullableId("The activation."),
      tokenId: nullableId("The server token."),
      userId: nullableId("The user."),
    }),
    data: FreeObject("What else is to be told; the reference lists it for each type."),
    license: Nullable(
      Type.Object(
        {
          id: Id("The license."),
          keyEnding: Type.String({ description: "The last five characters of its key, as it is now." }),
          status: licenseStatus,
        },
        { description: "The license that it is about." },
      ),
    ),
    order: Nullable(
      Type.Object(
        { id: Id("The order."), number: Type.Integer({ description: "The number that people use." }) },
        { description: "The order that it is about." },
      ),
    ),
    customer: Nullable(
      Type.Object(
        {
          id: Id("The customer."),
          name: Nullable(Type.String({ description: "The customer's name." })),
          email: Type.String({ description: "The customer's e-mail." }),
        },
        { description: "The customer whom it is about." },
      ),
    ),
    plan: Nullable(
      Type.Object(
        { id: Id("The plan."), name: Type.String({ description: "The name that customers know." }) },
        { description: "The plan that it is about." },
      ),
    ),
    product: Nullable(
      Type.Object(
        { id: Id("The product."), name: Type.String({ description: "The name that customers know." }) },
        { description: "The product that it is about." },
      ),
    ),
  }),
);
export type Event = Static<typeof Event>;
export const EventPage = PageOf("EventPage", Event);

function idFilter(noun: string) {
  return Type.Optional(
    Type.String({ minLength: 1, maxLength: 64, description: `What is about the ${noun} with this id.` }),
  );
}

export const EventQuery = Type.Object(
  {
    ...PageQuery,
    license: idFilter("license"),
    order: idFilter("order"),
    customer: idFilter("customer"),
    product: idFilter("product"),
    type: Type.Optional(
      OneOf([...EVENT_TYPES, ...EVENT_NOUNS], "What happened; or a noun such as `license` for all that happens to it."),
    ),
    actor: Type.Optional(actorKind),
    from: Type.Optional(MomentInput("What happened then or later.")),
    to: Type.Optional(MomentInput("What happened before then.")),
  },
  strict,
);
export type EventQuery = Static<typeof EventQuery>;
