import type { Kysely, Transaction } from "kysely";
import type { Schema } from "#store/schema.ts";

/** What a query runs on: committed data, or an open transaction. */
export type Reader = Kysely<Schema>;
/** An open transaction. Only this can change anything. */
export type Tx = Transaction<Schema>;

/** The database, whichever engine keeps it. */
export interface Store {
  /** Reads what is committed; never waits for a writer. */
  readonly read: Reader;
  /**
   * Runs `work` in one transaction and commits it when `work` says so. Rolls back otherwise, and when `work` throws.
   * @throws StoreBusy when no transaction could be begun in time
   */
  transaction<T>(work: (tx: Tx) => Promise<Ended<T>>): Promise<T>;
  close(): Promise<void>;
}

/** How a transaction ends, and what it answers. */
export interface Ended<T> {
  readonly end: "commit" | "rollback";
  readonly value: T;
}

/** The database stayed locked by others for longer than we wait. Nothing was changed. */
export class StoreBusy extends Error {
  override readonly name = "StoreBusy";
}

/** The database can't be used, for a reason that its owner can mend; the message says how. */
export class StoreUnusable extends Error {
  override readonly name = "StoreUnusable";
}

/** Ends the transaction that Kysely has open as its work says. Shared by the engines. */
export async function runTransaction<T>(db: Kysely<Schema>, work: (tx: Tx) => Promise<Ended<T>>): Promise<T> {
  const tx = await db.startTransaction().execute();
  try {
    const { end, value } = await work(tx);
    await (end === "commit" ? tx.commit() : tx.rollback()).execute();
    return value;
  } catch (error) {
    // A failed commit or a lost connection may have closed it already; the first error is the one to tell.
    if (!tx.isCommitted && !tx.isRolledBack)
      await tx
        .rollback()
        .execute()
        .catch(() => undefined);
    throw error;
  }
}
