import type { Actor } from "#domain/actor.ts";
import type { EventType } from "#domain/events.ts";
import type { Fixed, Json, Moment } from "#store/schema/columns.ts";

/* What happened, and how it hangs together. */

export interface EventTable {
  id: Fixed<string>;
  at: Fixed<Moment>;
  type: Fixed<EventType>;
  /** The first word of the type, so that an index serves all that happens to licenses, say. */
  noun: Fixed<string>;
  actor_kind: Fixed<Actor["kind"]>;
  actor_id: Fixed<string | null>;
  /** Of events from before there were chains; of others it is personal. */
  actor_name: string | null;
  product_id: Fixed<string | null>;
  plan_id: Fixed<string | null>;
  customer_id: Fixed<string | null>;
  order_id: Fixed<string | null>;
  license_id: Fixed<string | null>;
  activation_id: Fixed<string | null>;
  token_id: Fixed<string | null>;
  user_id: Fixed<string | null>;
  /** What it tells that names nobody. Of events from before there were chains, all that it tells. */
  data: Json;
  /** Its place in its chain, from 1. Null = it was recorded before there were chains. */
  number: Fixed<number | null>;
  /** SHA-256 over the hash before it and its content, in base64url. */
  hash: Fixed<string | null>;
  /** A salted hash of each thing that it tells of a person, as JSON; they are part of its content. */
  commitments: Fixed<Json | null>;
  /** The salts and what is behind these hashes, as JSON: what is erased is gone from here, and its hash stays. */
  personal: Json | null;
}

/** The chains of events that are about no license. Those of licenses stand in their rows. */
export interface ChainTable {
  /** `customer:` and the id, and so on; `installation`. */
  id: Fixed<string>;
  /** How many events are in it, and the hash of the last one. */
  length: number;
  hash: string;
}

/** A signed statement of where every chain stands that has grown since the one before. */
export interface CheckpointTable {
  number: Fixed<number>;
  /** When it was made. */
  at: Fixed<Moment>;
  /** Up to when it looked for events. */
  until: Fixed<Moment>;
  /** The hash of the checkpoint before; empty for the first. */
  previous: Fixed<string>;
  /** Where the chains stand, as JSON: lists of the chain, its length and the hash of its last event. */
  heads: Fixed<Json>;
  /** The Ed25519 key that it was signed with, and the signature, in base64url. */
  public_key: Fixed<string>;
  signature: Fixed<string>;
}
