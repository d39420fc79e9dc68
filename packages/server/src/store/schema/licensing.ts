import type { SUSPENDERS } from "@keywright/contract/management-api/licenses";
import type { ORDER_SOURCES, ORDER_STATUSES } from "@keywright/contract/management-api/orders";
import type { EXPIRY_UNITS } from "@keywright/contract/management-api/plans";
import type { Generated } from "kysely";
import type { Ending } from "#domain/activations/activation.ts";
import type { Fixed, Flag, Json, Moment } from "#store/schema/columns.ts";

/* Who bought what, and where it is used. */

export interface CustomerTable {
  id: Fixed<string>;
  customer_id: string;
  email: string;
  /** The e-mail in small letters: what identifies the customer. */
  email_folded: string;
  name: string | null;
  /** The name in small letters: how it is searched. */
  name_folded: string | null;
  /** Counts the edits; the ETag. */
  revision: Generated<number>;
  created_at: Fixed<Moment>;
}

export interface OrderTable {
  id: Fixed<string>;
  number: Fixed<number>;
  status: (typeof ORDER_STATUSES)[number];
  source: Fixed<(typeof ORDER_SOURCES)[number]>;
  customer_id: string;
  plan_id: Fixed<string>;
  product_id: Fixed<string>;
  amount_value: string | null;
  amount_currency: string | null;
  /** Whether it issued a license: an index of those that did not makes them a list. */
  licensed: Fixed<Flag>;
  created_at: Fixed<Moment>;
}

/** Which order a call with this `Idempotency-Key` has placed. */
export interface OrderKeyTable {
  /** A keyed hash of the caller and the key, as hexadecimal digits. */
  id: Fixed<string>;
  /** A keyed hash of what was asked for. */
  request_digest: Fixed<string>;
  order_id: Fixed<string>;
  created_at: Fixed<Moment>;
}

export interface LicenseTable {
  id: Fixed<string>;
  order_id: Fixed<string>;
  customer_id: string;
  plan_id: Fixed<string>;
  product_id: Fixed<string>;
  plan_version: Fixed<number>;
  /** The keyed hash of the canonical key: how a key is looked up. */
  key_digest: Uint8Array;
  /** The key encrypted, so that the vendor can see and copy it again. */
  key_sealed: Uint8Array;
  /** How the key begins as it was issued, which with what is typed tells all of it; null = it must be opened. */
  key_prefix: string | null;
  /** The last five characters of the key, last one first, so that an index serves a search by ending. */
  key_ending_reversed: string;
  activation_limit: number | null;
  /** How many of the license's activations have no end; changed in the transaction that begins or ends one. */
  activation_usage: Generated<number>;
  expires_at: Moment | null;
  /** `expires_at` and the grace: when the license stops validating. Kept so that a list can be filtered by it. */
  grace_ends_at: Moment | null;
  /** Set while the time has not started to run, which the first activation does. */
  pending_expiry_value: number | null;
  pending_expiry_unit: (typeof EXPIRY_UNITS)[number] | null;
  grace_days: number;
  release_after_days: number | null;
  activated_at: Moment | null;
  suspended_at: Moment | null;
  /** Set while `suspended_at` is. */
  suspended_by: (typeof SUSPENDERS)[number] | null;
  deactivated_at: Moment | null;
  /** Counts the vendor's edits; the ETag. Activations do not count, so that they never make an editor start over. */
  revision: Generated<number>;
  /** How many events are in the license's chain, and the hash of the last one; null while there is none. */
  chain_length: Generated<number>;
  chain_hash: string | null;
  /** Whether whoever bought it was erased. Here, so that whoever has locked the row knows it as it is. */
  nameless: Generated<Flag>;
  created_at: Fixed<Moment>;
}

export interface ActivationTable {
  id: Fixed<string>;
  license_id: Fixed<string>;
  name: string | null;
  fingerprint: string | null;
  /** A keyed hash of the `Idempotency-Key` that the activation was asked for with. */
  idempotency_digest: Fixed<Uint8Array | null>;
  metadata: Json;
  activated_at: Fixed<Moment>;
  last_seen_at: Moment;
  ended_at: Moment | null;
  ending: Ending | null;
}
