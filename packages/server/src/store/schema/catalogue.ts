import type { EXPIRY_STARTS, EXPIRY_UNITS } from "@keywright/contract/management-api/plans";
import type { PROVIDERS, REFUND_EFFECTS } from "@keywright/contract/management-api/providers";
import type { Generated } from "kysely";
import type { Fixed, Flag, Moment } from "#store/schema/columns.ts";

/* What is sold. */

export interface ProductTable {
  id: Fixed<string>;
  identifier: string;
  name: string;
  description: string;
  key_prefix: string;
  tax_code: string;
  /** What a refund or a lost dispute does to the license. */
  on_refund: Generated<(typeof REFUND_EFFECTS)[number]>;
  portal_end_devices: Generated<Flag>;
  portal_regenerate: Generated<Flag>;
  portal_renewal_url: string | null;
  /** Counts the edits; the ETag. */
  revision: Generated<number>;
  created_at: Fixed<Moment>;
  modified_at: Moment;
}

export interface PlanTable {
  id: Fixed<string>;
  product_id: Fixed<string>;
  identifier: string;
  name: string;
  description: string;
  /** Counts the edits; the ETag, and what a license remembers as the version that it was issued by. */
  version: Generated<number>;
  licensed: Flag;
  activation_limit: number | null;
  expiry_value: number | null;
  expiry_unit: (typeof EXPIRY_UNITS)[number] | null;
  expiry_from: (typeof EXPIRY_STARTS)[number] | null;
  grace_days: number;
  release_after_days: number | null;
  /** How many days before their expiry its licenses' buyers are reminded: `30,7,1`. */
  reminder_days: Generated<string>;
  created_at: Fixed<Moment>;
  modified_at: Moment;
}

/** What a payment provider calls what it sells, for the plan that it stands for. */
export interface PlanPriceTable {
  id: Fixed<string>;
  plan_id: Fixed<string>;
  provider: Fixed<(typeof PROVIDERS)[number]>;
  /** The provider's id of a price, a payment link or a variant. */
  price: Fixed<string>;
}
