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
