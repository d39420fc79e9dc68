import type { DatabaseSync } from "node:sqlite";
import { setImmediate as nextTurn } from "node:timers/promises";
import type { Kysely } from "kysely";
import { shorten } from "#store/once.ts";
import type { Schema } from "#store/schema.ts";
import { atOnce } from "#store/sqlite/at-once.ts";
import type { Condition } from "#store/sqlite/condition.ts";
import { type Ended, StoreBusy, type Tx } from "#store/store.ts";

/** How many transactions are kept by one commit at most, and after which time no more are let in, in milliseconds. */
const MOST = 200;
const LONGEST_MS = 5;

/** A transaction that waits for its turn. */
interface Waiting {
  work(tx: Tx): Promise<Ended<unknown>>;
  answer(value: unknown): void;
  fail(error: unknown): void;
}

/**
 * Commits transactions together that arrive together: the disk is waited for once, for all of them. Each sees what those
 * before it have done, can be undone alone (a savepoint), and is answered after the commit that keeps it; when that fails,
 * all of them fail, and none has changed anything.
 */
export class CommitsTogether {
  readonly #db: DatabaseSync;
  readonly #kysely: Kysely<Schema>;
  readonly #atOnce: ReturnType<typeof atOnce>;
  #waiting: Waiting[] = [];
  #isRunning = false;

  /** @param kysely queries on `db`, the one connection that writes */
  constructor(db: DatabaseSync, kysely: Kysely<Schema>, condition: Condition) {
    this.#db = db;
    this.#kysely = kysely;
    this.#atOnce = atOnce(db, condition);
  }

  run<T>(work: (tx: Tx) => Promise<Ended<T>>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      this.#waiting.push({ work, answer: resolve as (value: unknown) => void, fail: reject });
      if (!this.#isRunning) void this.#runAll();
    });
  }

  async #runAll(): Promise<void> {
    this.#isRunning = true;
    while (this.#waiting.length > 0) {
      // What arrives in the same turn of the loop comes along.
      await nextTurn();
      await this.#runSome();
    }
    this.#isRunning = false;
  }

  /** One transaction of the engine's, with as many of those that wait as fit. */
  async #runSome(): Promise<void> {
    const before = this.#waiting.length;
    let tx: Awaited<ReturnType<ReturnType<Kysely<Schema>["startTransaction"]>["execute"]>>;
    try {
      tx = await this.#kysely.startTransaction().execute();
    } catch (error) {
      // Those that came while it waited for the lock have their own time to wait.
      for (const { fail } of this.#waiting.splice(0, before)) fail(error);
      return;
    }
    shorten(tx, (query, parameters) => {
      // SQLite rolls back by itself when the disk is full or fails. What came after that would be kept on its own.
      if (!this.#db.isTransaction) throw new StoreBusy("the transaction was given up before");
      return this.#atOnce(query, parameters);
    });
    const done: { waiting: Waiting; value: unknown }[] = [];
    let hasChanged = false;
    const started = performance.now();
    try {
      for (let next = this.#waiting.shift(); next !== undefined; next = this.#waiting.shift()) {
        const ended = await this.#runOne(tx, next);
        if (ended !== null) {
          done.push({ waiting: next, value: ended.value });
          hasChanged ||= ended.end === "commit";
        }
        if (!this.#db.isTransaction) throw new StoreBusy("the transaction was given up by the engine");
        if (done.length >= MOST || performance.now() - started > LONGEST_MS) break;
      }
      await (hasChanged ? tx.commit() : tx.rollback()).execute();
    } catch (error) {
      if (!tx.isCommitted && !tx.isRolledBack)
        await tx
          .rollback()
          .execute()
          .catch(() => undefined);
      for (const { waiting } of done) waiting.fail(error);
      return;
    }
    for (const { waiting, value } of done) waiting.answer(value);
  }

  /** Does one transaction's work, and undoes it when that is how it ends. Null when it failed, which was told. */
  async #runOne(tx: Tx, { work, fail }: Waiting): Promise<Ended<unknown> | null> {
    try {
      this.#db.exec("SAVEPOINT one");
      const ended = await work(tx);
      this.#db.exec(ended.end === "commit" ? "RELEASE one" : "ROLLBACK TO one; RELEASE one");
      return ended;
    } catch (error) {
      if (this.#db.isTransaction) this.#db.exec("ROLLBACK TO one; RELEASE one");
      fail(error);
      return null;
    }
  }
}
