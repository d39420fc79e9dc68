import type { Generated } from "kysely";
import type { Fixed, Flag, Moment } from "#store/schema/columns.ts";

/* The installation itself, and how much it is used. */

export interface InstallationTable {
  id: Fixed<1>;
  created_at: Fixed<Moment>;
  /** A keyed hash of a fixed text: tells a wrong secret at start instead of at the first key. */
  secret_check: Uint8Array;
  /** That of the secret before, from the moment that all is written with another until nothing is left of it. */
  previous_secret_check: Generated<Uint8Array | null>;
  /** The keys of hashes that can't be made anew, sealed; null = they are the secret's own, which was never changed. */
  handed_on_keys: Generated<Uint8Array | null>;
  next_order_number: number;
  /** The last event from before there were chains; null = there was none. */
  unchained_until: Fixed<string | null>;
  /** Up to which event the names of devices have been forgotten. */
  forgotten_until: string | null;
  /** Whether users sign in with two steps, all of them. */
  two_step_required: Generated<Flag>;
}

/** How much the installation was used on one day. */
export interface UsageDayTable {
  /** The day in UTC: `2026-11-24`. */
  day: Fixed<string>;
  validations: number;
}

/** What a process has counted of somebody who uses much, for the other processes. */
export interface UseReadingTable {
  /** The process and the mark. */
  id: Fixed<string>;
  process: Fixed<string>;
  meter: Fixed<string>;
  /** A keyed hash of an address, a license key or a token's id. */
  mark: Fixed<string>;
  ends_at: Moment;
  points: number;
}
