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

/** A user and the hash of their password: whatever is worth something only as long as the password stays. */
export interface Credential extends User {
  readonly passwordHash: string;
}

/** @param email folded */
export async function findCredentialByEmail(db: Reader, email: string): Promise<Credential | null> {
  return (await credentials(db).where("users.email", "=", email).executeTakeFirst()) ?? null;
}

export async function findCredential(db: Reader, userId: string): Promise<Credential | null> {
  return (await credentials(db).where("users.id", "=", userId).executeTakeFirst()) ?? null;
}

/** Makes others wait who want to change the same user's password. */
export async function lockPassword(tx: Tx, userId: string): Promise<void> {
  await tx.selectFrom("accounts").select("id").where("user_id", "=", userId).forUpdate().execute();
}

function credentials(db: Reader) {
  return db
    .selectFrom("users")
    .innerJoin("accounts", "accounts.user_id", "users.id")
    .select(["users.id", "users.name", "users.email"])
    .select((eb) => eb.ref("accounts.password").$notNull().as("passwordHash"))
    .where("accounts.provider_id", "=", PASSWORD_PROVIDER)
    .where("accounts.password", "is not", null);
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
