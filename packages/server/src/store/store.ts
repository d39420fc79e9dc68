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
   * Runs `work` in one transaction and commits it when `work` says so. Rolls back otherwise, and when `work` throws. The
   * engine may have to run `work` again from the start, so it must do nothing that the rollback does not undo.
   * @throws StoreBusy when it was not possible in time; nothing was changed
   * @throws StoreUnsure when it can't be found out whether it was committed
   */
  transaction<T>(work: (tx: Tx) => Promise<Ended<T>>): Promise<T>;
  /** The same, for work that one process at a time may do, for as long as it takes. */
  exclusively<T>(work: (tx: Tx) => Promise<Ended<T>>): Promise<T>;
  /** Reads everything as it is at one moment, for as long as it takes, whatever others change meanwhile. */
  snapshot<T>(work: (db: Reader) => Promise<T>): Promise<T>;
  /** Tells what has changed, so that it need not be read again; null where nothing tells in time. */
  readonly changes: Changes | null;
  /** Whether the database answers and takes changes, without waiting for better times. @throws why not */
  ping(): Promise<void>;
  /** Tells the listener when the database begins to ail, once for each ailment, and with null when it takes changes again. */
  watch(listener: (ailing: StoreAiling | null) => void): void;
  close(): Promise<void>;
}

/** What has been committed, told to whoever remembers what was read. */
export interface Changes {
  /** From now on `heard` is told of changes, by each look. */
  listen(heard: (changed: Changed) => void): void;
  /**
   * Tells all who listen what has changed since the last look, by whichever process. What the event loop hands over at a
   * time shares one, which costs some 2 µs (decision 0033).
   */
  look(): void;
}

/**
 * These licenses and nothing else that an answer about a license or a token rests on, activations aside; or `anything`. What
 * a transaction that is still open has changed is told by each look until it is over.
 */
export type Changed = "anything" | ReadonlySet<string>;

/** How a transaction ends, and what it answers. */
export interface Ended<T> {
  /** `confirm`: it changed nothing, and its answer tells of what others have: wait until that is kept as safely as a commit. */
  readonly end: "commit" | "confirm" | "rollback";
  readonly value: T;
  /** The id of an event that is written in it: how a commit is looked up whose answer got lost. */
  readonly event?: string;
}

/** The database could not be used in time: others kept it locked, or it did not answer. Nothing was changed. */
export class StoreBusy extends Error {
  override readonly name: string = "StoreBusy";
}

/** What the database can suffer from that lies below it, in the machine. */
export type Ailment = "full" | "read-only" | "failing" | "damaged";

/** The database can't be used because of what it lies on. Nothing was changed; the message says why, for the owner. */
export class StoreAiling extends StoreBusy {
  override readonly name = "StoreAiling";
  readonly ailment: Ailment;

  constructor(ailment: Ailment, message: string, options?: ErrorOptions) {
    super(message, options);
    this.ailment = ailment;
  }
}

/** The database fell silent while it committed, and nobody can say whether it did. */
export class StoreUnsure extends Error {
  override readonly name = "StoreUnsure";
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
    await (end === "rollback" ? tx.rollback() : tx.commit()).execute();
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
