import type { DatabaseSync, SQLInputValue, StatementSync } from "node:sqlite";
import { setTimeout as delay } from "node:timers/promises";
import {
  type CompiledQuery,
  type DatabaseConnection,
  type Driver,
  type QueryResult,
  type SelectModifierNode,
  SqliteDialect,
  SqliteQueryCompiler,
} from "kysely";
import type { Condition } from "#store/sqlite/condition.ts";
import { isBusy, mayBeDone } from "#store/sqlite/faults.ts";
import { StoreBusy, StoreUnsure } from "#store/store.ts";

/**
 * How long SQLite itself waits where a lock is held for a moment, such as for recovery after a crash, in milliseconds. The
 * whole process stands still meanwhile.
 */
export const STANDSTILL_MS = 1_000;

/** Kysely's SQLite on `node:sqlite`. */
export class NodeSqliteDialect extends SqliteDialect {
  readonly #db: DatabaseSync;
  readonly #condition: Condition;
  readonly #waitForLockMs: number;

  /** @param waitForLockMs how long a transaction waits for another process to finish its own, in milliseconds */
  constructor(db: DatabaseSync, condition: Condition, waitForLockMs: number) {
    super({ database: () => Promise.reject(new Error("the driver below is used instead")) });
    this.#db = db;
    this.#condition = condition;
    this.#waitForLockMs = waitForLockMs;
  }

  override createDriver(): Driver {
    return new NodeSqliteDriver(this.#db, this.#condition, this.#waitForLockMs);
  }

  override createQueryCompiler(): SqliteQueryCompiler {
    return new LockFreeCompiler();
  }
}

/** A writing transaction has the whole file to itself here, so that a query's `for update` has nothing left to lock. */
class LockFreeCompiler extends SqliteQueryCompiler {
  protected override visitSelectModifier(node: SelectModifierNode): void {
    if (node.modifier !== "ForUpdate" && node.modifier !== "ForKeyShare") super.visitSelectModifier(node);
  }
}

/** Runs Kysely's queries on `node:sqlite`. Whoever has acquired the one connection has it alone until it is released. */
class NodeSqliteDriver implements Driver {
  readonly #db: DatabaseSync;
  readonly #condition: Condition;
  readonly #connection: NodeSqliteConnection;
  readonly #waitForLockMs: number;
  #lastTurn: Promise<void> = Promise.resolve();
  #release: () => void = () => undefined;

  constructor(db: DatabaseSync, condition: Condition, waitForLockMs: number) {
    this.#db = db;
    this.#condition = condition;
    this.#waitForLockMs = waitForLockMs;
    this.#connection = new NodeSqliteConnection(db, condition);
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<DatabaseConnection> {
    const turn = this.#lastTurn;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#lastTurn = promise;
    await turn;
    this.#release = resolve;
    return this.#connection;
  }

  async releaseConnection(): Promise<void> {
    this.#release();
  }

  /** Takes the write lock at once: a transaction that reads first and writes later could otherwise be refused half-way. */
  async beginTransaction(): Promise<void> {
    const started = performance.now();
    for (let wait = 1; ; wait = Math.min(wait * 2, 50)) {
      if (this.#tryToBegin()) {
        this.#connection.isInTransaction = true;
        return;
      }
      if (performance.now() - started > this.#waitForLockMs)
        throw new StoreBusy("another process keeps the database locked");
      // Waits without blocking the process. The random part keeps two processes from meeting again and again.
      await delay(wait * (0.5 + Math.random()));
    }
  }

  /** Answers false at once while another process has the lock: it may have it for long, and others are to be answered. */
  #tryToBegin(): boolean {
    this.#db.exec("PRAGMA busy_timeout = 0");
    try {
      this.#db.exec("BEGIN IMMEDIATE");
      return true;
    } catch (error) {
      if (isBusy(error)) return false;
      throw this.#condition.failed(error);
    } finally {
      this.#db.exec(`PRAGMA busy_timeout = ${STANDSTILL_MS}`);
    }
  }

  async commitTransaction(): Promise<void> {
    this.#connection.isInTransaction = false;
    try {
      this.#db.exec("COMMIT");
    } catch (error) {
      const failure = this.#condition.failed(error);
      if (!mayBeDone(error)) throw failure;
      throw new StoreUnsure("The disk failed while a change was being kept", { cause: error });
    }
  }

  async rollbackTransaction(): Promise<void> {
    this.#connection.isInTransaction = false;
    if (this.#db.isTransaction) this.#db.exec("ROLLBACK");
  }

  async destroy(): Promise<void> {
    this.#db.close();
  }
}

interface Prepared {
  readonly statement: StatementSync;
  readonly answersRows: boolean;
}

class NodeSqliteConnection implements DatabaseConnection {
  readonly #db: DatabaseSync;
  readonly #condition: Condition;
  /** Statements stay prepared for the life of the process; the set of queries is fixed, so it can't grow without end. */
  readonly #prepared = new Map<string, Prepared>();
  isInTransaction = false;

  constructor(db: DatabaseSync, condition: Condition) {
    this.#db = db;
    this.#condition = condition;
  }

  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    // SQLite rolls back by itself when the disk is full or fails. What came after that would be kept on its own.
    if (this.isInTransaction && !this.#db.isTransaction) throw new StoreBusy("the transaction was given up before");
    try {
      return this.#execute(query);
    } catch (error) {
      throw this.#condition.failed(error);
    }
  }

  #execute<R>({ sql, parameters }: CompiledQuery): QueryResult<R> {
    let prepared = this.#prepared.get(sql);
    if (prepared === undefined) {
      const statement = this.#db.prepare(sql);
      prepared = { statement, answersRows: statement.columns().length > 0 };
      this.#prepared.set(sql, prepared);
    }
    const values = parameters as SQLInputValue[];
    if (prepared.answersRows) return { rows: prepared.statement.all(...values) as R[] };
    const { changes } = prepared.statement.run(...values);
    return { rows: [], numAffectedRows: BigInt(changes) };
  }

  // biome-ignore lint/correctness/useYield: the interface asks for a generator, and nothing here streams
  async *streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    throw new Error("streaming is not used");
  }
}
