import type { DatabaseSync, StatementSync } from "node:sqlite";
import { setImmediate as nextTurn } from "node:timers/promises";
import type { Kysely } from "kysely";
import { shorten } from "#store/once.ts";
import type { Schema } from "#store/schema.ts";
import { askFor, shortWay } from "#store/sqlite/at-once.ts";
import type { Checkpoints } from "#store/sqlite/checkpoints.ts";
import type { Condition } from "#store/sqlite/condition.ts";
import type { WriteAheadLog } from "#store/sqlite/write-ahead-log.ts";
import { type Ended, StoreBusy, type Tx } from "#store/store.ts";

/** How many transactions are kept by one commit at most, and after which time no more are let in, in milliseconds. */
const MOST = 200;
const LONGEST_MS = 30;
/** After which time of work others of this process get their turn, in milliseconds. */
const TURN_MS = 1;

/** A transaction that waits for its turn. */
interface Waiting {
  work(tx: Tx): Promise<Ended<unknown>>;
  answer(value: unknown): void;
  fail(error: unknown): void;
  /** Whether a savepoint stands before it, so that it can be undone alone: a tenth of what an activation costs. */
  hasSavepoint: boolean;
}

/** A transaction whose work is done. */
interface Done {
  readonly waiting: Waiting;
  readonly ended: Ended<unknown>;
}

type OpenTransaction = Awaited<ReturnType<ReturnType<Kysely<Schema>["startTransaction"]>["execute"]>>;

/**
 * Commits transactions together that arrive together: the disk is waited for once, for all of them. Each sees what those
 * before it have done, and is answered when the disk has what keeps it; while that is waited for, the next ones are worked
 * on. When a commit fails, all of them fail, and none has changed anything. It happens seldom that one has to be undone
 * after it has changed something: then all are, and are run once more, each behind a savepoint of its own.
 */
export class CommitsTogether {
  readonly #db: DatabaseSync;
  readonly #kysely: Kysely<Schema>;
  readonly #condition: Condition;
  readonly #run: ReturnType<typeof shortWay>;
  /** How many rows this connection has changed so far. */
  readonly #changes: () => unknown;
  readonly #savepoint: { readonly [step in "begin" | "undo" | "end"]: StatementSync };
  readonly #log: WriteAheadLog;
  readonly #checkpoints: Checkpoints;
  #waiting: Waiting[] = [];
  #isRunning = false;

  /** @param kysely queries on `db`, the one connection that writes @param log where its commits go, and `checkpoints` from there */
  constructor(
    db: DatabaseSync,
    kysely: Kysely<Schema>,
    condition: Condition,
    { log, checkpoints }: { log: WriteAheadLog; checkpoints: Checkpoints },
  ) {
    this.#db = db;
    this.#kysely = kysely;
    this.#condition = condition;
    this.#run = shortWay(db, condition);
    this.#changes = askFor(db, "SELECT total_changes()");
    this.#savepoint = {
      begin: db.prepare("SAVEPOINT one"),
      undo: db.prepare("ROLLBACK TO one"),
      end: db.prepare("RELEASE one"),
    };
    this.#log = log;
    this.#checkpoints = checkpoints;
  }

  /** @param hasSavepoint whether it can be undone from the start: what changes more than rows has to be */
  run<T>(work: (tx: Tx) => Promise<Ended<T>>, hasSavepoint = false): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      this.#waiting.push({ work, answer: resolve as (value: unknown) => void, fail: reject, hasSavepoint });
      if (!this.#isRunning) void this.#runAll();
    });
  }

  async #runAll(): Promise<void> {
    this.#isRunning = true;
    while (this.#waiting.length > 0) {
      // What arrives in the same turn of the loop comes along; and the slower the disk, the more does.
      await nextTurn();
      await this.#log.uncrowded();
      await this.#checkpoints.finish();
      await this.#runSome();
    }
    this.#isRunning = false;
  }

  /** One transaction of the engine's, with as many of those that wait as fit. */
  async #runSome(): Promise<void> {
    const before = this.#waiting.length;
    let tx: OpenTransaction;
    try {
      tx = await this.#begin();
    } catch (error) {
      // Those that came while it waited for the lock have their own time to wait.
      for (const { fail } of this.#waiting.splice(0, before)) fail(error);
      return;
    }
    const done: Done[] = [];
    try {
      const spoiled = await this.#workOn(tx, done);
      if (spoiled !== null) {
        await undo(tx);
        this.#runAgain([...done.map(({ waiting }) => waiting), spoiled]);
        return;
      }
      await (done.some(({ ended }) => ended.end === "commit") ? tx.commit() : tx.rollback()).execute();
    } catch (error) {
      await undo(tx);
      for (const { waiting } of done) waiting.fail(error);
      return;
    }
    void this.#answer(done);
    this.#checkpoints.committed();
  }

  /** Opens a transaction on a log that the disk keeps. */
  async #begin(): Promise<OpenTransaction> {
    const tx = await this.#kysely.startTransaction().execute();
    shorten(tx, (query, parameters) => {
      // SQLite rolls back by itself when the disk is full or fails. What came after that would be kept on its own.
      if (!this.#db.isTransaction) throw new StoreBusy("the transaction was given up before");
      return this.#run(query, parameters);
    });
    if (!this.#log.isUnsafe) return tx;
    try {
      await this.#log.rewrite();
      return tx;
    } catch (error) {
      await undo(tx);
      throw error;
    }
  }

  #runAgain(waiting: readonly Waiting[]): void {
    for (const each of waiting) each.hasSavepoint = true;
    this.#waiting.unshift(...waiting);
  }

  /** Answers the one that has to be undone and can't be without all of them; null when there is none. */
  async #workOn(tx: OpenTransaction, done: Done[]): Promise<Waiting | null> {
    const began = performance.now();
    let turnBegan = began;
    // Once is enough: those who come in between are no reason to undo these again.
    const isOnceMore = this.#waiting[0]?.hasSavepoint ?? false;
    for (let next = this.#waiting.shift(); next !== undefined; next = this.#waiting.shift()) {
      next.hasSavepoint ||= isOnceMore;
      const ended = await (next.hasSavepoint ? this.#runUndoable(tx, next) : this.#runOne(tx, next));
      if (ended === "spoiled") return next;
      if (ended !== "failed") done.push({ waiting: next, ended });
      if (!this.#db.isTransaction) throw new StoreBusy("the transaction was given up by the engine");
      const now = performance.now();
      if (done.length >= MOST || now - began > LONGEST_MS) return null;
      if (now - turnBegan > TURN_MS) {
        await nextTurn();
        turnBegan = performance.now();
      }
    }
    return null;
  }

  /** Does one transaction's work. `failed`: it changed nothing, and was told why. `spoiled`: what it changed must not stay. */
  async #runOne(tx: Tx, { work, fail }: Waiting): Promise<Ended<unknown> | "failed" | "spoiled"> {
    const before = this.#changes();
    try {
      const ended = await work(tx);
      return ended.end === "commit" || this.#changes() === before ? ended : "spoiled";
    } catch (error) {
      if (this.#db.isTransaction && this.#changes() !== before) return "spoiled";
      fail(error);
      return "failed";
    }
  }

  /** The same behind a savepoint, and undone when that is how it ends. */
  async #runUndoable(tx: Tx, { work, fail }: Waiting): Promise<Ended<unknown> | "failed"> {
    try {
      this.#savepoint.begin.run();
      const ended = await work(tx);
      if (ended.end !== "commit") this.#savepoint.undo.run();
      this.#savepoint.end.run();
      return ended;
    } catch (error) {
      // Told first: where it can't be undone, all the others fail, too.
      fail(error);
      if (this.#db.isTransaction) {
        this.#savepoint.undo.run();
        this.#savepoint.end.run();
      }
      return "failed";
    }
  }

  /** Answers once the disk has what the answers tell of: what these have changed, or what others have and these have seen. */
  async #answer(done: readonly Done[]): Promise<void> {
    try {
      if (done.some(({ ended }) => ended.end !== "rollback")) await this.#log.flush();
      // To wait for the disk without having written anything proves nothing: a full one waits just as well.
      if (done.some(({ ended }) => ended.end === "commit")) this.#condition.changed();
    } catch (error) {
      for (const { waiting } of done) waiting.fail(error);
      return;
    }
    for (const { waiting, ended } of done) waiting.answer(ended.value);
  }
}

/** Rolls back what is still open: a failed commit may have closed it already. The first error is the one to tell. */
async function undo(tx: OpenTransaction): Promise<void> {
  if (tx.isCommitted || tx.isRolledBack) return;
  await tx
    .rollback()
    .execute()
    .catch(() => undefined);
}
