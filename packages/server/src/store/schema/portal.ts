import type { Generated } from "kysely";
import type { Fixed, Moment } from "#store/schema/columns.ts";

/* Customers who are signed in to the portal. */

/** A customer being signed in to the portal, in one browser. */
export interface PortalSessionTable {
  id: Fixed<string>;
  /** The keyed hash of what the cookie carries. */
  digest: Fixed<Uint8Array>;
  customer_id: Fixed<string>;
  /** The one license that it is for, whose key opened it; null = all of the customer's. */
  license_id: Fixed<string | null>;
  expires_at: Moment;
  created_at: Fixed<Moment>;
}

/** A mail that was asked for to sign in to the portal: its link and its code, of which one works, once. */
export interface PortalSignInTable {
  id: Fixed<string>;
  /** Null = nobody has the address; it is kept all the same, so that the work does not tell. */
  customer_id: Fixed<string | null>;
  /** Keyed hashes, as everywhere below. What the page that asked sends with the code. */
  attempt_digest: Fixed<Uint8Array>;
  link_digest: Fixed<Uint8Array>;
  code_digest: Fixed<Uint8Array>;
  /** How often a code was tried. */
  tries: Generated<number>;
  expires_at: Fixed<Moment>;
}
