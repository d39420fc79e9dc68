import type { Insertable } from "kysely";
import { toMoment } from "#store/moments.ts";
import type { Schema } from "#store/schema.ts";
import type { Reader, Tx } from "#store/store.ts";

/** A mail by which a customer may sign in, once. */
export interface PortalSignIn {
  readonly id: string;
  /** Null = nobody has the address. */
  readonly customerId: string | null;
  readonly codeDigest: Uint8Array;
}

/** Keeps what a mail's link and code are known by, and forgets what has come too late meanwhile. */
export async function insertPortalSignIn(
  tx: Tx,
  row: Insertable<Schema["portal_sign_ins"]>,
  now: Temporal.Instant,
): Promise<void> {
  await tx.deleteFrom("portal_sign_ins").where("expires_at", "<=", toMoment(now)).execute();
  await tx.insertInto("portal_sign_ins").values(row).execute();
}

export async function findPortalSignInByLink(
  db: Reader,
  linkDigest: Uint8Array,
  now: Temporal.Instant,
): Promise<PortalSignIn | null> {
  const row = await db
    .selectFrom("portal_sign_ins")
    .select(["id", "customer_id", "code_digest"])
    .where("link_digest", "=", linkDigest)
    .where("expires_at", ">", toMoment(now))
    .executeTakeFirst();
  return row === undefined ? null : toSignIn(row);
}

/** Counts one try of a code. Null when there is nothing to try, or it was tried too often already. */
export async function countCodeTry(
  tx: Tx,
  attemptDigest: Uint8Array,
  most: number,
  now: Temporal.Instant,
): Promise<PortalSignIn | null> {
  const row = await tx
    .updateTable("portal_sign_ins")
    .set((eb) => ({ tries: eb("tries", "+", 1) }))
    .where("attempt_digest", "=", attemptDigest)
    .where("tries", "<", most)
    .where("expires_at", ">", toMoment(now))
    .returning(["id", "customer_id", "code_digest"])
    .executeTakeFirst();
  return row === undefined ? null : toSignIn(row);
}

/** Uses it up. False when somebody was faster, or it has come too late. */
export async function takePortalSignIn(tx: Tx, id: string, now: Temporal.Instant): Promise<boolean> {
  const { numDeletedRows } = await tx
    .deleteFrom("portal_sign_ins")
    .where("id", "=", id)
    .where("expires_at", ">", toMoment(now))
    .executeTakeFirstOrThrow();
  return Number(numDeletedRows) === 1;
}

function toSignIn(row: { id: string; customer_id: string | null; code_digest: Uint8Array }): PortalSignIn {
  return { id: row.id, customerId: row.customer_id, codeDigest: row.code_digest };
}
