import { type Static, Type } from "typebox";
import { Id, Moment, MomentInput, Nullable, named, OneOf, PageOf, PageQuery, RULE, strict, Text } from "../wire.ts";
import { CustomerOfOrder, customerId, customerName, email } from "./customers.ts";
import { LICENSE_STATUSES, LicenseOfOrder } from "./licenses.ts";
import { PlanOfOrder } from "./plans.ts";

export const ORDER_STATUSES = ["complete"] as const;
export const ORDER_SOURCES = ["api", "manual"] as const;

export const amount = Nullable(
  Type.Object(
    {
      value: Type.String({
        pattern: "^(0|[1-9][0-9]{0,11})(\\.[0-9]{1,4})?$",
        [RULE]: "Must be a decimal number such as 149.00.",
        description: "A decimal number, as text.",
        examples: ["149.00"],
      }),
      currency: Type.String({
        pattern: "^[A-Z]{3}$",
        [RULE]: "Must be a currency code such as EUR.",
        description: "ISO 4217.",
        examples: ["EUR"],
      }),
    },
    { ...strict, description: "What was paid; null when nobody said." },
  ),
);

export const PlaceOrder = named(
  "PlaceOrder",
  Type.Object(
    {
      planId: Type.Optional(
        Type.String({ minLength: 1, maxLength: 64, description: "Which plan; or say `planIdentifier`." }),
      ),
      planIdentifier: Type.Optional(
        Type.String({ minLength: 1, maxLength: 64, description: "Which plan; or say `planId`." }),
      ),
      customer: Type.Object(
        {
          email,
          name: Type.Optional(Nullable(customerName)),
          customerId: Type.Optional(customerId),
        },
        strict,
      ),
      amount: Type.Optional(amount),
    },
    strict,
  ),
);
export type PlaceOrder = Static<typeof PlaceOrder>;

export const Order = named(
  "Order",
  Type.Object({
    id: Id("The order."),
    number: Type.Integer({ description: "The number that people use." }),
    createdAt: Moment("When it was placed."),
    status: OneOf(ORDER_STATUSES, "Where the order stands."),
    source: OneOf(ORDER_SOURCES, "Where it came from: another system's token, or a person's hand."),
    amount,
    customer: CustomerOfOrder,
    plan: PlanOfOrder,
    license: Nullable(LicenseOfOrder),
  }),
);
export type Order = Static<typeof Order>;
export const OrderPage = PageOf("OrderPage", Order);
export const OrderQuery = Type.Object(
  {
    ...PageQuery,
    search: Type.Optional(Text(254, "An order number, or how the customer's e-mail or name begins.")),
    email: Type.Optional(Type.String({ minLength: 1, maxLength: 254, description: "The customer's whole e-mail." })),
    number: Type.Optional(
      Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER, description: "The order's number." }),
    ),
    product: Type.Optional(
      Type.String({ minLength: 1, maxLength: 64, description: "The product's id or identifier." }),
    ),
    plan: Type.Optional(Type.String({ minLength: 1, maxLength: 64, description: "The plan's id or identifier." })),
    customer: Type.Optional(
      Type.String({ minLength: 1, maxLength: 64, description: "The customer's id, as we gave it." }),
    ),
    status: Type.Optional(
      OneOf([...LICENSE_STATUSES, "none"], "Where the order's license stands. `none`: the order has no license."),
    ),
    source: Type.Optional(OneOf(ORDER_SOURCES, "Where the order came from.")),
    from: Type.Optional(MomentInput("Placed then or later.")),
    to: Type.Optional(MomentInput("Placed before then.")),
  },
  strict,
);
export type OrderQuery = Static<typeof OrderQuery>;
