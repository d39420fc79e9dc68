import type { Reader, Tx } from "#store/store.ts";

/** The first number that an order gets. A shop's first customer need not know that they are the first. */
const FIRST_ORDER_NUMBER = 1001;

export async function readSecretCheck(db: Reader): Promise<Uint8Array | null> {
  const row = await db.selectFrom("installation").select("secret_check").executeTakeFirst();
  return row?.secret_check ?? null;
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

/** Makes others wait who want to be the first to do something in this installation. */
export async function lockInstallation(tx: Tx): Promise<void> {
  await tx.selectFrom("installation").select("id").forUpdate().execute();
}
