import type { Reader, Tx } from "#store/store.ts";

/** The first number that an order gets. A shop's first customer need not know that they are the first. */
const FIRST_ORDER_NUMBER = 1001;

/** What the database remembers of the secrets that it was written with, and what they have handed on. */
export interface KnownSecrets {
  /** What tells the secret that is written with. */
  readonly check: Uint8Array;
  /** The same of the one before, as long as something may be left of it. */
  readonly previousCheck: Uint8Array | null;
  /** The sealed keys of hashes that can't be made anew; null = they are the secret's own. */
  readonly handedOnKeys: Uint8Array | null;
}

/** Null while the database has met no secret. */
export async function readSecrets(db: Reader): Promise<KnownSecrets | null> {
  const row = await db
    .selectFrom("installation")
    .select(["secret_check", "previous_secret_check", "handed_on_keys"])
    .executeTakeFirst();
  if (row === undefined) return null;
  return { check: row.secret_check, previousCheck: row.previous_secret_check, handedOnKeys: row.handed_on_keys };
}

/** What tells the secret that is written with. */
export async function readSecretCheck(db: Reader): Promise<Uint8Array> {
  return (await db.selectFrom("installation").select("secret_check").executeTakeFirstOrThrow()).secret_check;
}

/** The same, which stays so until the transaction ends. Keeps nobody but `changeSecrets` waiting. */
export async function holdSecretCheck(tx: Tx): Promise<Uint8Array> {
  return (await tx.selectFrom("installation").select("secret_check").forKeyShare().executeTakeFirstOrThrow())
    .secret_check;
}

/** To be called behind `lockInstallation`. */
export async function changeSecrets(tx: Tx, { check, previousCheck, handedOnKeys }: KnownSecrets): Promise<void> {
  await tx
    .updateTable("installation")
    .set({ secret_check: check, previous_secret_check: previousCheck, handed_on_keys: handedOnKeys })
    .execute();
}

export async function insertInstallation(tx: Tx, secretCheck: Uint8Array, createdAt: number): Promise<void> {
  await tx
    .insertInto("installation")
    .values({ id: 1, created_at: createdAt, secret_check: secretCheck, next_order_number: FIRST_ORDER_NUMBER })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** The next order's number. Taken in the order's own transaction: numbers have no gaps. */
export async function takeOrderNumber(tx: Tx): Promise<number> {
  const row = await tx
    .updateTable("installation")
    .set((eb) => ({ next_order_number: eb("next_order_number", "+", 1) }))
    .returning("next_order_number")
    .executeTakeFirstOrThrow();
  return row.next_order_number - 1;
}

/** When the installation was made: what tells it from another one with the same secret. */
export async function readCreation(db: Reader): Promise<number> {
  return (await db.selectFrom("installation").select("created_at").executeTakeFirstOrThrow()).created_at;
}

/** Makes others wait who want to be the first to do something in this installation, and waits for those who seal something. */
export async function lockInstallation(tx: Tx): Promise<void> {
  await tx.selectFrom("installation").select("id").forUpdate().execute();
}

/** Whether users sign in with two steps, all of them. */
export async function isTwoStepRequired(db: Reader): Promise<boolean> {
  const row = await db.selectFrom("installation").select("two_step_required").executeTakeFirstOrThrow();
  return row.two_step_required === 1;
}

export async function requireTwoStep(tx: Tx, isRequired: boolean): Promise<void> {
  await tx
    .updateTable("installation")
    .set({ two_step_required: isRequired ? 1 : 0 })
    .execute();
}
