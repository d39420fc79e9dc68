import type { PROVIDERS } from "@keywright/contract/management-api/providers";
import type { SALE_STATES } from "@keywright/contract/management-api/sales";
import type { Generated } from "kysely";
import type { Fixed, Flag, Json, Moment } from "#store/schema/columns.ts";

/* What payment providers tell. */

/** One row for each provider that has sent something: its events are taken in one after the other, behind its lock. */
export interface SaleProviderTable {
  id: Fixed<(typeof PROVIDERS)[number]>;
}

/** One sale at a payment provider: all that its events tell of the same thing. */
export interface SaleTable {
  id: Fixed<string>;
  provider: Fixed<(typeof PROVIDERS)[number]>;
  state: (typeof SALE_STATES)[number];
  /** The plan that somebody chose by hand; null = as its events say. */
  plan_id: string | null;
  order_id: string | null;
  /** The end of the paid time that the license has got already, so that it is not moved again once the vendor has edited it. */
  applied_until: Moment | null;
  /** Whether the sale has suspended the license, so that what the vendor does about it stands until the sale says otherwise. */
  applied_suspended: Generated<Flag>;
  /** Whether a refund or a lost dispute has had its effect. */
  applied_refund: Generated<Flag>;
  created_at: Fixed<Moment>;
}

/** What a provider calls a part of a sale: its checkout, its subscription, its payments. */
export interface SaleKeyTable {
  /** `stripe:sub_…` */
  id: Fixed<string>;
  sale_id: string;
}

/** An event that a provider sent, once. */
export interface SaleEventTable {
  id: Fixed<string>;
  provider: Fixed<(typeof PROVIDERS)[number]>;
  /** The provider's id of it. */
  event: Fixed<string>;
  /** What the provider calls it: `invoice.paid`. */
  type: Fixed<string>;
  /** Null when it tells nothing of a sale. */
  sale_id: string | null;
  /** What it tells, as JSON. */
  facts: Json;
  email: string | null;
  /** When it happened, as the provider says. */
  at: Fixed<Moment>;
  received_at: Fixed<Moment>;
  state: (typeof SALE_STATES)[number];
  /** What became of it, as JSON. */
  effects: Json;
}
