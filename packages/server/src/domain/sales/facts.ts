import type { PROVIDERS } from "@keywright/contract/management-api/providers";
import type { Amount } from "#domain/orders/order.ts";

/** Who takes payments and tells us of them. */
export type Provider = (typeof PROVIDERS)[number];

/** By what the plan of a sale can be known. */
export interface PlanClue {
  /** The plan's identifier, where the sale's metadata name one. */
  readonly planIdentifier: string | null;
  /** What the provider calls what was sold: prices, payment links, variants. */
  readonly prices: readonly string[];
}

export interface Buyer {
  readonly email: string | null;
  readonly name: string | null;
}

/** What one event of a provider tells of a sale, in words that are the same for all of them. Moments are milliseconds since 1970. */
export type Fact =
  /** It was paid, or needs no payment. `by`: a checkout knows the buyer better than the first invoice does. */
  | {
      readonly kind: "bought";
      readonly by: "checkout" | "invoice";
      readonly buyer: Buyer;
      readonly amount: Amount | null;
      readonly clue: PlanClue;
    }
  /** Something else tells of what was sold. */
  | { readonly kind: "named"; readonly clue: PlanClue }
  /** A time was paid for; null = nobody says until when. */
  | { readonly kind: "paid"; readonly until: number | null }
  /** A payment failed. */
  | { readonly kind: "unpaid" }
  /** How a subscription stands. `until`: how long it goes on without another payment. */
  | { readonly kind: "subscription"; readonly standing: Standing; readonly until: number | null }
  | { readonly kind: "refund"; readonly whole: boolean }
  | { readonly kind: "dispute"; readonly outcome: "open" | "lost" | "won" };

/** In the order in which they win when a provider tells several of the same moment. */
export const STANDINGS = ["unpaid", "good", "paused", "ended"] as const;
export type Standing = (typeof STANDINGS)[number];

/** An event of a provider, translated. */
export interface ReceivedEvent {
  readonly provider: Provider;
  /** The provider's id of it: what makes it the same event when it comes again. */
  readonly event: string;
  /** What the provider calls it. */
  readonly type: string;
  /** When it happened, by the provider's clock; milliseconds since 1970. */
  readonly at: number;
  /** The buyer's e-mail, where it tells one. */
  readonly email: string | null;
  /** The provider's ids of what it is about. Events that share one are about the same sale. */
  readonly keys: readonly string[];
  /** Empty = nothing that concerns us. */
  readonly facts: readonly Fact[];
}
