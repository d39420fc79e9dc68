import type { Insertable } from "kysely";
import type { NewPasskey, Passkey } from "#domain/users/passkey.ts";
import { fromMoment, fromMomentOrNull, toMoment } from "#store/moments.ts";
import type { PasskeyTable } from "#store/schema/accounts.ts";
import type { Reader, Tx } from "#store/store.ts";

/** A passkey with what is needed to check what it signs. */
export interface KnownPasskey extends NewPasskey {
  readonly id: string;
  readonly userId: string;
  readonly email: string;
}

export async function listPasskeysOf(db: Reader, userId: string): Promise<Passkey[]> {
  const rows = await db.selectFrom("passkeys").selectAll().where("user_id", "=", userId).orderBy("id").execute();
  return rows.map(toPasskey);
}

export async function findPasskey(db: Reader, userId: string, id: string): Promise<Passkey | null> {
  const query = db.selectFrom("passkeys").selectAll().where("user_id", "=", userId).where("id", "=", id);
  const row = await query.executeTakeFirst();
  return row === undefined ? null : toPasskey(row);
}

export async function hasPasskey(db: Reader, userId: string): Promise<boolean> {
  const query = db.selectFrom("passkeys").select("id").where("user_id", "=", userId).limit(1);
  return (await query.executeTakeFirst()) !== undefined;
}

export async function findPasskeyByCredential(db: Reader, credentialId: string): Promise<KnownPasskey | null> {
  const row = await db
    .selectFrom("passkeys")
    .innerJoin("users", "users.id", "passkeys.user_id")
    .select(["passkeys.id", "user_id", "email", "credential_id", "public_key", "counter"])
    .where("credential_id", "=", credentialId)
    .executeTakeFirst();
  if (row === undefined) return null;
  const { id, user_id: userId, email, credential_id, public_key: publicKey, counter } = row;
  return { id, userId, email, credentialId: credential_id, publicKey, counter };
}

/** Answers false where somebody has this passkey already. */
export async function insertPasskey(tx: Tx, row: Insertable<PasskeyTable>): Promise<boolean> {
  const inserted = await tx
    .insertInto("passkeys")
    .values(row)
    .onConflict((conflict) => conflict.column("credential_id").doNothing())
    .returning("id")
    .executeTakeFirst();
  return inserted !== undefined;
}

/** Moves a passkey's counter forward. Answers false where it is gone, not this user's, or further already. */
export async function usePasskey(
  tx: Tx,
  { id, userId, counter }: { readonly id: string; readonly userId: string; readonly counter: number },
  at: Temporal.Instant,
): Promise<boolean> {
  const used = await tx
    .updateTable("passkeys")
    .set({ counter, used_at: toMoment(at) })
    .where("id", "=", id)
    .where("user_id", "=", userId)
    // As `isForward` says.
    .where("counter", counter === 0 ? "=" : "<", counter)
    .returning("id")
    .executeTakeFirst();
  return used !== undefined;
}

export async function renamePasskey(tx: Tx, id: string, name: string): Promise<void> {
  await tx.updateTable("passkeys").set({ name }).where("id", "=", id).execute();
}

export async function deletePasskey(tx: Tx, id: string): Promise<void> {
  await tx.deleteFrom("passkeys").where("id", "=", id).execute();
}

/** Answers how many there were. */
export async function deletePasskeysOf(tx: Tx, userId: string): Promise<number> {
  const { numDeletedRows } = await tx.deleteFrom("passkeys").where("user_id", "=", userId).executeTakeFirstOrThrow();
  return Number(numDeletedRows);
}

/** Keeps what a challenge is known by, and forgets those whose answers would come too late. */
export async function insertChallenge(tx: Tx, id: string, now: Temporal.Instant, until: Temporal.Instant) {
  await tx.deleteFrom("passkey_challenges").where("expires_at", "<=", toMoment(now)).execute();
  await tx
    .insertInto("passkey_challenges")
    .values({ id, expires_at: toMoment(until) })
    .execute();
}

/** Uses a challenge up. Answers false where there is none, or none any more. */
export async function takeChallenge(tx: Tx, id: string, now: Temporal.Instant): Promise<boolean> {
  const { numDeletedRows } = await tx
    .deleteFrom("passkey_challenges")
    .where("id", "=", id)
    .where("expires_at", ">", toMoment(now))
    .executeTakeFirstOrThrow();
  return Number(numDeletedRows) === 1;
}

function toPasskey(row: {
  id: string;
  name: string;
  credential_id: string;
  created_at: number;
  used_at: number | null;
}): Passkey {
  const { id, name, credential_id: credentialId, created_at, used_at } = row;
  return { id, name, credentialId, createdAt: fromMoment(created_at), usedAt: fromMomentOrNull(used_at) };
}
