import { type Static, Type } from "typebox";
import { Id, Moment, Nullable, named, OneOf, PageOf, PageQuery, strict } from "../wire.ts";
import { ORDER_SOURCES, soldFor } from "./orders.ts";
import { provider } from "./providers.ts";

/** Where a sale at a payment provider stands, and with it what the provider sent about it. */
export const SALE_STATES = ["done", "needs_plan", "waiting", "dismissed", "ignored"] as const;

const saleState = OneOf(
  SALE_STATES,
  "`needs_plan`: paid, and nobody knows for which plan. `waiting`: it belongs to a sale whose payment has not been told yet. `dismissed`: somebody said that it is not ours. `ignored`: there is nothing to do about it.",
);

/** What an event can have led to. */
export const SALE_EFFECTS = [
  "order_placed",
  "order_corrected",
  "extended",
  "suspended",
  "restored",
  "deactivated",
] as const;

export const SaleEvent = named(
  "SaleEvent",
  Type.Object({
    id: Id("The event, as we name it."),
    provider,
    event: Type.String({ description: "The provider's id of it." }),
    type: Type.String({ description: "What the provider calls it.", examples: ["checkout.session.completed"] }),
    at: Moment("When it happened, as the provider says."),
    receivedAt: Moment("When it came in."),
    state: saleState,
    email: Nullable(Type.String({ description: "The buyer's e-mail, where it tells one." })),
    effects: Type.Array(
      Type.Object({
        kind: OneOf(SALE_EFFECTS, "What it led to."),
        until: Nullable(Moment("Until when the license was extended; null for the others.")),
      }),
      { description: "What became of it, in order. Empty: it changed nothing." },
    ),
    prices: Type.Array(Type.String(), { description: "The prices and payment links that it names." }),
    order: Nullable(
      Type.Object(
        { id: Id("The order."), number: Type.Integer({ description: "The number that people use." }) },
        { description: "The order of its sale." },
      ),
    ),
    license: Nullable(
      Type.Object(
        { id: Id("The license."), keyEnding: Type.String({ description: "The last five characters of its key." }) },
        { description: "The license of its sale." },
      ),
    ),
  }),
);
export type SaleEvent = Static<typeof SaleEvent>;
export const SaleEventPage = PageOf("SaleEventPage", SaleEvent);
export const SaleEventQuery = Type.Object(
  { ...PageQuery, state: Type.Optional(saleState), provider: Type.Optional(provider) },
  strict,
);

export const UnresolvedSale = named(
  "UnresolvedSale",
  Type.Object({
    id: Id("The sale."),
    provider,
    boughtAt: Moment("When it was paid."),
    buyer: Type.Object({
      email: Nullable(Type.String({ description: "Null where the provider told none." })),
      name: Nullable(Type.String({ description: "Null where the provider told none." })),
    }),
    amount: soldFor,
    planIdentifier: Nullable(
      Type.String({ description: "The plan that its metadata names, which does not exist; null when it names none." }),
    ),
    prices: Type.Array(Type.String(), {
      description: "The prices and payment links that it names, which no plan does.",
    }),
  }),
);
export type UnresolvedSale = Static<typeof UnresolvedSale>;
export const UnresolvedSalePage = PageOf("UnresolvedSalePage", UnresolvedSale);
export const UnresolvedSaleQuery = Type.Object(PageQuery, strict);

export const ResolveSale = named(
  "ResolveSale",
  Type.Object(
    {
      planId: Type.String({ minLength: 1, maxLength: 64, description: "The plan that was bought." }),
      addPrice: Type.Optional(
        Type.Boolean({ description: "Whether the plan is to name the sale's prices from now on." }),
      ),
    },
    strict,
  ),
);
export type ResolveSale = Static<typeof ResolveSale>;

/** Where orders come from. */
export const SaleProviders = named(
  "SaleProviders",
  Type.Object({
    providers: Type.Array(
      Type.Object({
        provider,
        connected: Type.Boolean({ description: "Whether its signing secret is set." }),
        canAsk: Type.Boolean({ description: "Whether it can be asked what was sold: `STRIPE_SECRET_KEY` is set." }),
        plansNaming: Type.Integer({ description: "How many plans name a price of it." }),
        lastEventAt: Nullable(Moment("When it last sent something; null when it never did.")),
      }),
      { description: "Every provider that can be connected." },
    ),
    plans: Type.Integer({ description: "How many plans there are." }),
    orders: Type.Array(
      Type.Object({
        source: OneOf(ORDER_SOURCES, "Where they came from."),
        count: Type.Integer({ description: "How many in the last 30 days." }),
      }),
      { description: "Every source." },
    ),
    unresolved: Type.Integer({ description: "How many sales need a plan; counted up to 100." }),
  }),
);
export type SaleProviders = Static<typeof SaleProviders>;
