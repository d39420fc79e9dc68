import { once } from "#store/once.ts";
import type { Tx } from "#store/store.ts";

/** The tables whose rows are locked one by one. A license's row stands for its counters and its activations, too. */
export type Lockable = "products" | "plans" | "customers" | "licenses";

/** Keeps everybody else from changing this row until the transaction ends: what is read of it afterwards stays true. */
export async function lockRow(tx: Tx, table: Lockable, id: string): Promise<void> {
  await LOCKS[table](tx, { id });
}

const lockOf = (table: Lockable) =>
  once<{ id: string }, { id: string }>((db, value) =>
    db.selectFrom(table).select("id").where("id", "=", value("id")).forUpdate(),
  );
const LOCKS = {
  products: lockOf("products"),
  plans: lockOf("plans"),
  customers: lockOf("customers"),
  licenses: lockOf("licenses"),
};

/** The entries in the order of their keys: those who lock several rows in one order never wait for each other in a circle. */
export function inOrder<T>(entries: ReadonlyMap<string, T>): [string, T][] {
  return [...entries].sort(([one], [other]) => (one < other ? -1 : 1));
}
