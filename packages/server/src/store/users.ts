import type { Insertable, Selectable } from "kysely";
import type { Role } from "#domain/actor.ts";
import type { ListedUser, User } from "#domain/users/user.ts";
import { type Page, type PageRequest, toPage } from "#kit/paging.ts";
import { inOrder } from "#store/lock.ts";
import { fromMoment, fromMomentOrNull, toMoment } from "#store/moments.ts";
import { deletePasskeysOf } from "#store/passkeys.ts";
import type { AccountTable, UserTable } from "#store/schema/accounts.ts";
import type { Reader, Tx } from "#store/store.ts";
import { deleteTwoStep } from "#store/two-steps.ts";

/** What Better Auth calls the way in by a password. */
export const PASSWORD_PROVIDER = "credential";

const USER = ["id", "name", "email", "role"] as const;

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
  const row = await db.selectFrom("users").select(USER).where("id", "=", id).executeTakeFirst();
  return row ?? null;
}

/** @param email folded */
export async function findUserByEmail(db: Reader, email: string): Promise<User | null> {
  const query = db.selectFrom("users").select(USER).where("email", "=", email);
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
    .select(["users.id", "users.name", "users.email", "users.role"])
    .select((eb) => eb.ref("accounts.password").$notNull().as("passwordHash"))
    .where("accounts.provider_id", "=", PASSWORD_PROVIDER)
    .where("accounts.password", "is not", null);
}

/** How many owners there are. */
export async function countOwners(db: Reader): Promise<number> {
  const { count } = await db
    .selectFrom("users")
    .select((eb) => eb.fn.countAll<number>().as("count"))
    .where("role", "=", "owner")
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** The users, the newest first. */
export async function listUsers(db: Reader, page: PageRequest): Promise<Page<ListedUser>> {
  let query = selectListed(db)
    .orderBy("id", "desc")
    .limit(page.limit + 1);
  if (page.before !== null) query = query.where("id", "<", page.before);
  return toPage(await query.execute(), page, toListed);
}

export async function findListedUser(db: Reader, id: string): Promise<ListedUser | null> {
  const row = await selectListed(db).where("id", "=", id).executeTakeFirst();
  return row === undefined ? null : toListed(row);
}

function selectListed(db: Reader) {
  return db
    .selectFrom("users")
    .leftJoin("two_steps", "two_steps.user_id", "users.id")
    .select([...USER, "created_at", "seen_at", "two_steps.on_since"])
    .select((eb) =>
      eb
        .selectFrom("passkeys")
        .select(({ fn }) => fn.countAll<number>().as("passkeys"))
        .whereRef("passkeys.user_id", "=", "users.id")
        .as("passkeys"),
    );
}

function toListed({
  created_at,
  seen_at,
  on_since,
  passkeys,
  ...user
}: Pick<Selectable<UserTable>, (typeof USER)[number] | "created_at" | "seen_at"> & {
  readonly on_since: number | null;
  readonly passkeys: number | null;
}): ListedUser {
  return {
    ...user,
    createdAt: fromMoment(created_at),
    seenAt: fromMomentOrNull(seen_at),
    isTwoStepOn: on_since !== null,
    passkeys: Number(passkeys),
  };
}

export async function updateRole(tx: Tx, id: string, role: Role, at: Temporal.Instant): Promise<void> {
  await tx
    .updateTable("users")
    .set({ role, updated_at: toMoment(at) })
    .where("id", "=", id)
    .execute();
}

/** Moves the times at which users were last seen forward, never back. */
export async function stampUsersSeen(tx: Tx, seen: ReadonlyMap<string, Temporal.Instant>): Promise<void> {
  for (const [id, at] of inOrder(seen)) {
    const moment = toMoment(at);
    await tx
      .updateTable("users")
      .set({ seen_at: moment })
      .where("id", "=", id)
      .where((eb) => eb.or([eb("seen_at", "is", null), eb("seen_at", "<", moment)]))
      .execute();
  }
}

/** Takes a user's account and all that lets them in. Answers how many sessions ended with it. */
export async function deleteUser(tx: Tx, id: string): Promise<number> {
  // First, as whoever signs in locks these first.
  await deleteTwoStep(tx, id);
  await deletePasskeysOf(tx, id);
  const sessionsEnded = await deleteSessionsOf(tx, id);
  await tx.deleteFrom("accounts").where("user_id", "=", id).execute();
  await tx.deleteFrom("users").where("id", "=", id).execute();
  return sessionsEnded;
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

/** From now on a session counts as one that took two steps. */
export async function markTwoStep(tx: Tx, sessionId: string): Promise<void> {
  await tx.updateTable("sessions").set({ two_step: 1 }).where("id", "=", sessionId).execute();
}

/** From now on a user's sessions count as ones that took the password alone. */
export async function unmarkTwoStep(tx: Tx, userId: string): Promise<void> {
  await tx.updateTable("sessions").set({ two_step: 0 }).where("user_id", "=", userId).execute();
}
