import type { Insertable } from "kysely";
import type { ListedUser, User } from "#domain/users/user.ts";
import { fromMoment, toMoment } from "#store/moments.ts";
import type { AccountTable, UserTable } from "#store/schema.ts";
import type { Reader, Tx } from "#store/store.ts";

/** What Better Auth calls the way in by a password. */
export const PASSWORD_PROVIDER = "credential";

/** Whether anybody has an account. */
export async function hasUsers(db: Reader): Promise<boolean> {
  return (await db.selectFrom("users").select("id").limit(1).executeTakeFirst()) !== undefined;
}

export async function insertUser(tx: Tx, user: Insertable<UserTable>): Promise<void> {
  await tx.insertInto("users").values(user).execute();
}

export async function insertAccount(tx: Tx, account: Insertable<AccountTable>): Promise<void> {
  await tx.insertInto("accounts").values(account).execute();
}

export async function findUser(db: Reader, id: string): Promise<User | null> {
  const row = await db.selectFrom("users").select(["id", "name", "email"]).where("id", "=", id).executeTakeFirst();
  return row ?? null;
}

/** @param email folded */
export async function findUserByEmail(db: Reader, email: string): Promise<User | null> {
  const query = db.selectFrom("users").select(["id", "name", "email"]).where("email", "=", email);
  return (await query.executeTakeFirst()) ?? null;
}

/** Every user, the first one first. */
export async function listUsers(db: Reader): Promise<ListedUser[]> {
  const rows = await db.selectFrom("users").select(["id", "name", "email", "created_at"]).orderBy("id").execute();
  return rows.map(({ created_at, ...user }) => ({ ...user, createdAt: fromMoment(created_at) }));
}

export async function renameUser(tx: Tx, id: string, name: string, at: Temporal.Instant): Promise<void> {
  await tx
    .updateTable("users")
    .set({ name, updated_at: toMoment(at) })
    .where("id", "=", id)
    .execute();
}

export async function updatePassword(tx: Tx, userId: string, hash: string, at: Temporal.Instant): Promise<void> {
  await tx
    .updateTable("accounts")
    .set({ password: hash, updated_at: toMoment(at) })
    .where("user_id", "=", userId)
    .where("provider_id", "=", PASSWORD_PROVIDER)
    .execute();
}

/** Ends every session of a user. Answers how many there were. */
export async function deleteSessionsOf(tx: Tx, userId: string): Promise<number> {
  const { numDeletedRows } = await tx.deleteFrom("sessions").where("user_id", "=", userId).executeTakeFirstOrThrow();
  return Number(numDeletedRows);
}
