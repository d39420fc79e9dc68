import type { Tx } from "#store/store.ts";

/** Keeps everybody else from changing this row until the transaction ends: what is read of it afterwards stays true. */
export async function lockRow(
  tx: Tx,
  table: "products" | "plans" | "customers" | "licenses",
  id: string,
): Promise<void> {
  await tx.selectFrom(table).select("id").where("id", "=", id).forUpdate().execute();
}

/** The entries in the order of their keys: those who lock several rows in one order never wait for each other in a circle. */
export function inOrder<T>(entries: ReadonlyMap<string, T>): [string, T][] {
  return [...entries].sort(([one], [other]) => (one < other ? -1 : 1));
}
