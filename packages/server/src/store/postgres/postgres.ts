import { setTimeout as delay } from "node:timers/promises";
import { type CompiledQuery, Kysely, sql } from "kysely";
import type { QueryResult } from "pg";
import { shorten } from "#store/once.ts";
import type { PostgresAddress } from "#store/postgres/address.ts";
import { type Connection, Connections, expectPrimary } from "#store/postgres/connections.ts";
import { OurPostgresDialect } from "#store/postgres/dialect.ts";
import { ConnectionLost, meaningOf } from "#store/postgres/faults.ts";
import type { Schema } from "#store/schema.ts";
import { type Ended, runTransaction, type Store, StoreBusy, StoreUnsure, type Tx } from "#store/store.ts";

/** How long a call tries to get through, and waits for others to finish, in milliseconds, when not said otherwise. */
const PATIENCE_MS = 10_000;
/**
 * How long a statement may run that only reads, in milliseconds. Every list is as fast at a million rows as at ten, so what
 * is slower than this is a server in trouble, and there is time left to ask another.
 */
const READING_MS = 5_000;
/** How much of its patience a transaction gives to waiting for one lock: what is left is for doing its work. */
const SHARE_FOR_LOCKS = 0.5;
/** How long a statement that writes may run besides, in milliseconds. */
const WRITING_MS = 3_000;
/** How many connections a process opens at most, for reading and for writing each. */
const CONNECTIONS = 10;
/** How often a transaction that meets a duplicate is tried: once more should do, and a fault of ours must not try for long. */
const TRIES_WITH_DUPLICATE = 5;
/** The advisory lock that `exclusively` holds. Any number does; it must be the same in every version. */
const EXCLUSIVE_LOCK = 0x6b777274;

/**
 * Opens a PostgreSQL database, which any number of processes may share. Nothing connects yet.
 *
 * Transactions are READ COMMITTED: each begins by locking the row whose promise it must keep, and reads afterwards. What
 * the engine refuses because of others is tried again from the start, so the work of a transaction must do nothing but
 * read and write in it.
 */
export function openPostgres(address: PostgresAddress, patienceMs = PATIENCE_MS): Store {
  const lockMs = Math.ceil(patienceMs * SHARE_FOR_LOCKS);
  const forReading = new Connections(address, CONNECTIONS, { lockMs, statementMs: READING_MS });
  const forWriting = new Connections(address, CONNECTIONS, { lockMs, statementMs: lockMs + WRITING_MS });
  const again = readingAgain(forReading, patienceMs);
  const read = new Kysely<Schema>({ dialect: new OurPostgresDialect(again.source) });
  shorten(read, prepared(again.query));
  return {
    read,
    transaction: (work) => transact(forWriting, { patienceMs }, work),
    exclusively: (work) =>
      transact(forWriting, { patienceMs, isPatient: true }, async (tx) => {
        // Whoever holds it may take long, and so may what it is held for.
        await sql`set local statement_timeout = 0`.execute(tx);
        await sql`set local lock_timeout = 0`.execute(tx);
        await sql`set local idle_in_transaction_session_timeout = 0`.execute(tx);
        await sql`select pg_advisory_xact_lock(${sql.lit(EXCLUSIVE_LOCK)})`.execute(tx);
        return work(tx);
      }),
    snapshot: (work) =>
      new Kysely<Schema>({ dialect: new OurPostgresDialect(new Session(forReading, patienceMs, true)) })
        .transaction()
        .setIsolationLevel("repeatable read")
        .setAccessMode("read only")
        .execute(async (tx) => {
          // Whoever reads everything may take long for a statement, and between two.
          await sql`set local statement_timeout = 0`.execute(tx);
          await sql`set local idle_in_transaction_session_timeout = 0`.execute(tx);
          return work(tx);
        })
        .catch((error) => {
          throw meaningOf(error) === "other" ? error : busy(error);
        }),
    async ping() {
      const connection = await forReading.acquire(0);
      try {
        const { rows } = await connection.query("select pg_is_in_recovery() as copies");
        expectPrimary(rows[0]);
      } finally {
        connection.release();
      }
    },
    // A message about a change may come later than the change.
    changes: null,
    // What the server's machine suffers from, the server itself tells its owner.
    watch: () => undefined,
    async close() {
      // Kysely itself would leave alone what it has not used yet.
      await Promise.all([forReading.end(), forWriting.end()]);
    },
  };
}

/** Each query on a connection of its own, and on another one when that breaks: nothing is lost by reading again. */
function readingAgain(connections: Connections, patienceMs: number) {
  const query: Connection["query"] = async (text, parameters, name) => {
    const started = performance.now();
    for (;;) {
      const left = patienceMs - (performance.now() - started);
      try {
        const connection = await connections.acquire(left);
        try {
          return await connection.query(text, parameters, name);
        } finally {
          connection.release();
        }
      } catch (error) {
        const meaning = meaningOf(error);
        if (meaning === "other") throw error;
        if (meaning === "timeout" || left <= 0) throw busy(error);
      }
    }
  };
  return {
    query,
    source: { connect: async () => ({ query, release: () => undefined }), end: async () => undefined },
  };
}

/** Runs queries that stay the same under a name, by which each session keeps what it has read and planned of them. */
function prepared(query: Connection["query"]) {
  const names = new Map<CompiledQuery, string>();
  return async (compiled: CompiledQuery, parameters: readonly unknown[]): Promise<unknown[]> => {
    const name = names.get(compiled) ?? `once_${names.size}`;
    names.set(compiled, name);
    return (await query(compiled.sql, parameters, name)).rows;
  };
}

/** How a try of a transaction went. When it is not done, nothing was changed. */
type Outcome<T> = { readonly done: true; readonly value: T } | { readonly done: false; readonly error: unknown };

/** @param options.isPatient whether its statements may take as long as they like */
async function transact<T>(
  connections: Connections,
  { patienceMs, isPatient = false }: { patienceMs: number; isPatient?: boolean },
  work: (tx: Tx) => Promise<Ended<T>>,
): Promise<T> {
  const started = performance.now();
  for (let tries = 1; ; tries++) {
    const left = patienceMs - (performance.now() - started);
    const outcome = await tryOnce(new Session(connections, left, isPatient), connections, work);
    if (outcome.done) return outcome.value;
    const meaning = meaningOf(outcome.error);
    if (meaning === "other" || (meaning === "duplicate" && tries === TRIES_WITH_DUPLICATE)) throw outcome.error;
    if (meaning === "timeout" || left <= 0) throw busy(outcome.error);
    // The random part keeps those who met once from meeting again.
    await delay(Math.min(2 ** tries, 200) * Math.random());
  }
}

async function tryOnce<T>(
  session: Session,
  connections: Connections,
  work: (tx: Tx) => Promise<Ended<T>>,
): Promise<Outcome<T>> {
  const db = new Kysely<Schema>({ dialect: new OurPostgresDialect(session) });
  // What the work came to. Once it is there, all that is left to do is to commit or to roll back.
  const came: Ended<T>[] = [];
  try {
    const value = await runTransaction(db, async (tx) => {
      const ended = await work(tx);
      came.push(ended);
      return ended;
    });
    return { done: true, value };
  } catch (error) {
    session.release();
    const [ended] = came;
    if (ended?.end !== "commit" || !(error instanceof ConnectionLost)) return { done: false, error };
    const happened = await wasCommitted(connections, session.transaction, ended.event ?? null);
    return happened ? { done: true, value: ended.value } : { done: false, error };
  }
}

/** The connection of one transaction. */
class Session {
  readonly #connections: Connections;
  readonly #waitMs: number;
  readonly #isPatient: boolean;
  #connection: Connection | null = null;
  /** The number that PostgreSQL knows the transaction by; null before it has begun. */
  transaction: string | null = null;

  constructor(connections: Connections, waitMs: number, isPatient: boolean) {
    this.#connections = connections;
    this.#waitMs = waitMs;
    this.#isPatient = isPatient;
  }

  async connect() {
    const connection = await this.#connections.acquire(this.#waitMs, this.#isPatient);
    this.#connection = connection;
    return {
      query: async (text: string, parameters?: readonly unknown[]) => {
        if (this.#connection !== connection) throw new Error("a query came after the end of its transaction");
        if (text !== "begin") return connection.query(text, parameters);
        // In one message, so that asking for the number costs no round of its own.
        const answers: unknown = await connection.query("begin; select pg_current_xact_id()::text as id");
        const [begun, asked] = answers as [QueryResult, QueryResult];
        this.transaction = asked.rows[0].id;
        return begun;
      },
      release: () => this.release(),
    };
  }

  /** Gives the connection back; again does no harm. */
  release(): void {
    this.#connection?.release();
    this.#connection = null;
  }

  async end(): Promise<void> {}
}

/**
 * Finds out what became of a commit whose answer was lost. First the transaction must be over, on whichever server is the
 * primary now; then the event that it recorded is there, or it is not. The number alone would not do: a new primary may
 * give it to another transaction. The event is looked up by locking it: that is a commit of its own, which waits for the
 * standby where commits do. One whose waiting was cut short can be seen although the standby, and a fail-over, lack it.
 * @throws StoreUnsure when nobody answers in time, or when the transaction recorded nothing
 */
async function wasCommitted(
  connections: Connections,
  transaction: string | null,
  event: string | null,
): Promise<boolean> {
  const started = performance.now();
  while (event !== null && performance.now() - started < PATIENCE_MS) {
    try {
      const connection = await connections.acquire(PATIENCE_MS);
      try {
        if (!(await isRunning(connection, transaction))) {
          const { rows } = await connection.query("select 1 from events where id = $1 for update", [event]);
          return rows.length > 0;
        }
      } finally {
        connection.release();
      }
    } catch (error) {
      if (meaningOf(error) === "other") throw error;
    }
    await delay(50);
  }
  throw new StoreUnsure("The connection to the database broke while a change was being kept");
}

async function isRunning(connection: Connection, transaction: string | null): Promise<boolean> {
  // A number that this server has not given out yet is asked about only after a change of the primary.
  const { rows } = await connection.query(
    `select case when $1::xid8 < pg_snapshot_xmax(pg_current_snapshot())
       then pg_xact_status($1::xid8) end as status`,
    [transaction],
  );
  return rows[0].status === "in progress";
}

function busy(cause: unknown): StoreBusy {
  return new StoreBusy(cause instanceof Error ? cause.message : String(cause), { cause });
}
