import { DatabaseSync, type SQLInputValue, type StatementSync } from "node:sqlite";
import { setTimeout as delay } from "node:timers/promises";
import {
  type CompiledQuery,
  type DatabaseConnection,
  type Driver,
  Kysely,
  type QueryResult,
  type SelectModifierNode,
  SqliteDialect,
  SqliteQueryCompiler,
} from "kysely";
import type { Schema } from "#store/schema.ts";
import { runTransaction, type Store, StoreBusy, StoreUnusable } from "#store/store.ts";

/** How long a transaction waits for another process to finish its own, in milliseconds, when not said otherwise. */
const WAIT_FOR_LOCK_MS = 10_000;
const SQLITE_BUSY = 5;

/**
 * Opens the embedded engine: one SQLite file. One connection writes, transaction after transaction; another reads what is
 * committed, so that a look-up never waits for a change (write-ahead log). A commit is on disk when it is answered
 * (`synchronous = FULL`).
 */
export function openSqlite(path: string, waitForLockMs = WAIT_FOR_LOCK_MS): Store {
  const { writer, reader } = connectBoth(path);
  const read = new Kysely<Schema>({ dialect: new NodeSqliteDialect(reader, waitForLockMs) });
  const write = new Kysely<Schema>({ dialect: new NodeSqliteDialect(writer, waitForLockMs) });
  return {
    read,
    transaction: (work) => runTransaction(write, work),
    async close() {
      await read.destroy();
      await write.destroy();
    },
  };
}

function connectBoth(path: string): { writer: DatabaseSync; reader: DatabaseSync } {
  try {
    const writer = connect(path);
    beginWriteAheadLog(writer);
    const reader = connect(path);
    reader.exec("PRAGMA query_only = ON");
    return { writer, reader };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new StoreUnusable(`${path} can't be opened: ${reason}. \`keywright doctor\` looks closer.`, { cause: error });
  }
}

/**
 * Switches the file to the write-ahead log, which SQLite refuses at once, without its time-out, while another process
 * does the same to a new file. Waiting blocks the process, which has nothing else to do yet.
 */
function beginWriteAheadLog(db: DatabaseSync): void {
  const started = performance.now();
  for (;;) {
    try {
      db.exec("PRAGMA journal_mode = WAL");
      return;
    } catch (error) {
      if (!isBusy(error) || performance.now() - started > WAIT_FOR_LOCK_MS) throw error;
    }
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1 + Math.random() * 20);
  }
}

function connect(path: string): DatabaseSync {
  // The short time-out bridges moments such as recovery after a crash; waiting for another writer is done in `begin`.
  const db = new DatabaseSync(path, { timeout: 1_000, defensive: true, enableForeignKeyConstraints: true });
  db.exec("PRAGMA synchronous = FULL; PRAGMA cache_size = -32000; PRAGMA temp_store = MEMORY");
  return db;
}

/** What a look at a database file tells, without changing anything in it. */
export interface Inspection {
  /** What SQLite's own check finds wrong with the file; empty when all is well. */
  readonly damage: readonly string[];
  readonly appliedMigrations: readonly string[];
  readonly secretCheck: Uint8Array | null;
  /** When the newest event was recorded, in milliseconds since 1970; null without any. */
  readonly newestEventAt: number | null;
}

/** Looks at a database file for `keywright doctor`. @throws what SQLite says when it can't be opened or read */
export function inspectSqlite(path: string): Inspection {
  const db = new DatabaseSync(path, { readOnly: true, timeout: 1_000 });
  try {
    /** The first column of what a query finds. */
    const column = (sql: string) =>
      db
        .prepare(sql)
        .all()
        .map((row) => Object.values(row)[0]);
    const tables = new Set(column("SELECT name FROM sqlite_master WHERE type = 'table'"));
    const columnOf = (table: string, sql: string) => (tables.has(table) ? column(sql) : []);
    return {
      damage: column("PRAGMA quick_check(10)")
        .map(String)
        .filter((line) => line !== "ok"),
      appliedMigrations: columnOf("migrations", "SELECT name FROM migrations ORDER BY name").map(String),
      secretCheck: (columnOf("installation", "SELECT secret_check FROM installation")[0] as Uint8Array) ?? null,
      newestEventAt: (columnOf("events", "SELECT at FROM events ORDER BY id DESC LIMIT 1")[0] as number) ?? null,
    };
  } finally {
    db.close();
  }
}

class NodeSqliteDialect extends SqliteDialect {
  readonly #db: DatabaseSync;
  readonly #waitForLockMs: number;

  constructor(db: DatabaseSync, waitForLockMs: number) {
    super({ database: () => Promise.reject(new Error("the driver below is used instead")) });
    this.#db = db;
    this.#waitForLockMs = waitForLockMs;
  }

  override createDriver(): Driver {
    return new NodeSqliteDriver(this.#db, this.#waitForLockMs);
  }

  override createQueryCompiler(): SqliteQueryCompiler {
    return new LockFreeCompiler();
  }
}

/** A writing transaction has the whole file to itself here, so a query's `for update` has nothing left to lock. */
class LockFreeCompiler extends SqliteQueryCompiler {
  protected override visitSelectModifier(node: SelectModifierNode): void {
    if (node.modifier !== "ForUpdate") super.visitSelectModifier(node);
  }
}

/** Runs Kysely's queries on `node:sqlite`. Whoever has acquired the one connection has it alone until it is released. */
class NodeSqliteDriver implements Driver {
  readonly #db: DatabaseSync;
  readonly #connection: NodeSqliteConnection;
  readonly #waitForLockMs: number;
  #lastTurn: Promise<void> = Promise.resolve();
  #release: () => void = () => undefined;

  constructor(db: DatabaseSync, waitForLockMs: number) {
    this.#db = db;
    this.#waitForLockMs = waitForLockMs;
    this.#connection = new NodeSqliteConnection(db);
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
      try {
        this.#db.exec("BEGIN IMMEDIATE");
        return;
      } catch (error) {
        if (!isBusy(error)) throw error;
        if (performance.now() - started > this.#waitForLockMs)
          throw new StoreBusy("another process keeps the database locked");
      }
      // Waits without blocking the process. The random part keeps two processes from meeting again and again.
      await delay(wait * (0.5 + Math.random()));
    }
  }

  async commitTransaction(): Promise<void> {
    this.#db.exec("COMMIT");
  }

  async rollbackTransaction(): Promise<void> {
    if (this.#db.isTransaction) this.#db.exec("ROLLBACK");
  }

  async destroy(): Promise<void> {
    this.#db.close();
  }
}

class NodeSqliteConnection implements DatabaseConnection {
  readonly #db: DatabaseSync;
  /** Statements stay prepared for the life of the process; the set of queries is fixed, so it can't grow without end. */
  readonly #prepared = new Map<string, StatementSync>();

  constructor(db: DatabaseSync) {
    this.#db = db;
  }

  async executeQuery<R>({ sql, parameters }: CompiledQuery): Promise<QueryResult<R>> {
    let statement = this.#prepared.get(sql);
    if (statement === undefined) {
      statement = this.#db.prepare(sql);
      this.#prepared.set(sql, statement);
    }
    const values = parameters as SQLInputValue[];
    if (statement.columns().length > 0) return { rows: statement.all(...values) as R[] };
    const { changes } = statement.run(...values);
    return { rows: [], numAffectedRows: BigInt(changes) };
  }

  // biome-ignore lint/correctness/useYield: the interface asks for a generator, and nothing here streams
  async *streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    throw new Error("streaming is not used");
  }
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && "errcode" in error && (Number(error.errcode) & 0xff) === SQLITE_BUSY;
}
