import type { Insertable } from "kysely";
import { fromMoment, toMoment } from "#store/moments.ts";
import { once } from "#store/once.ts";
import type { Schema } from "#store/schema.ts";
import type { Reader, Tx } from "#store/store.ts";

/** A customer who is signed in to the portal. */
export interface PortalSession {
  readonly id: string;
  readonly customer: { readonly id: string; readonly email: string; readonly name: string | null };
  /** The one license that it is for, whose key opened it; null = all of the customer's. */
  readonly licenseId: string | null;
  readonly expiresAt: Temporal.Instant;
}

/** Begins a session, and forgets those that have ended meanwhile. */
export async function insertPortalSession(tx: Tx, row: Insertable<Schema["portal_sessions"]>): Promise<void> {
  await tx.deleteFrom("portal_sessions").where("expires_at", "<=", row.created_at).execute();
  await tx.insertInto("portal_sessions").values(row).execute();
}

/** The session with this keyed hash, unless it has ended. */
export async function findPortalSession(
  db: Reader,
  digest: Uint8Array,
  now: Temporal.Instant,
): Promise<PortalSession | null> {
  const [row] = await selectSession(db, { digest, now: toMoment(now) });
  if (row === undefined) return null;
  return {
    id: row.id,
    customer: { id: row.customer_id, email: row.email, name: row.name },
    licenseId: row.license_id,
    expiresAt: fromMoment(row.expires_at),
  };
}

interface SessionRow {
  id: string;
  customer_id: string;
  license_id: string | null;
  expires_at: number;
  email: string;
  name: string | null;
}

const selectSession = once<{ digest: Uint8Array; now: number }, SessionRow>((db, value) =>
  db
    .selectFrom("portal_sessions")
    .innerJoin("customers", "customers.id", "portal_sessions.customer_id")
    .select(["portal_sessions.id", "portal_sessions.customer_id", "license_id", "expires_at", "email", "name"])
    .where("digest", "=", value("digest"))
    .where("expires_at", ">", value("now")),
);

export async function prolongPortalSession(tx: Tx, id: string, until: Temporal.Instant): Promise<void> {
  await tx
    .updateTable("portal_sessions")
    .set({ expires_at: toMoment(until) })
    .where("id", "=", id)
    .execute();
}

export async function deletePortalSession(tx: Tx, digest: Uint8Array): Promise<void> {
  await tx.deleteFrom("portal_sessions").where("digest", "=", digest).execute();
}

/** Ends every session that this license's key has opened. */
export async function deletePortalSessionsOfLicense(tx: Tx, licenseId: string): Promise<void> {
  await tx.deleteFrom("portal_sessions").where("license_id", "=", licenseId).execute();
}
