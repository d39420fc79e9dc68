import { Socket } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import { type ClientBase, type ClientConfig, Pool, type PoolClient, types } from "pg";
import type { PostgresAddress } from "#store/postgres/address.ts";
import { ConnectionLost, isAnswer, meaningOf } from "#store/postgres/faults.ts";

/** How long things may take, in milliseconds. */
export interface Bounds {
  /** How long a statement waits for a row that another transaction has locked. */
  readonly lockMs: number;
  /** How long a statement may run, its waiting included. The server itself ends what is slower. */
  readonly statementMs: number;
}

/** How long connecting to one server may take, in milliseconds. */
const CONNECT_MS = 3_000;
/** How much later than the server's own word on a slow statement we take the server itself for lost, in milliseconds. */
const SILENCE_MS = 1_000;
/**
 * After which silence within a transaction the server takes its client for lost, in milliseconds. Shorter than others wait
 * for a lock, so that a process that stands still, or that nothing is heard of, makes nobody fail.
 */
const IDLE_IN_TRANSACTION_MS = 3_000;
/** After which silence of an idle connection its other end is asked for a sign of life, in milliseconds. */
const KEEP_ALIVE_MS = 5_000;

const INT8 = 20;
const NUMERIC = 1700;

/** Counts and moments come as numbers: none of ours is beyond what a number holds exactly. */
const TYPES: ClientConfig["types"] = {
  getTypeParser: (oid: number, format?: "text" | "binary") =>
    oid === INT8 || oid === NUMERIC ? Number : types.getTypeParser(oid, format as "text"),
};

/**
 * Connections to whichever of the servers is the primary now. A connection that breaks is thrown away; when the primary
 * changes, the next connection finds the new one.
 */
export class Connections {
  readonly #pools: readonly Pool[];
  readonly #most: number;
  readonly #silenceMs: number;
  /** What is open now, to be closed in the end, whether or not the other side still answers. */
  readonly #sockets = new Set<Socket>();
  /** The place of the server that took us last. */
  #current = 0;

  /** @param most how many there may be at once */
  constructor({ servers }: PostgresAddress, most: number, bounds: Bounds) {
    this.#most = most;
    this.#silenceMs = bounds.statementMs + SILENCE_MS;
    this.#pools = servers.map((server) => {
      const pool = new Pool({
        connectionString: server,
        max: most,
        connectionTimeoutMillis: CONNECT_MS,
        keepAlive: true,
        keepAliveInitialDelayMillis: KEEP_ALIVE_MS,
        types: TYPES,
        stream: () => this.#socket(),
        onConnect: (client) => beginSession(client, bounds),
      });
      // Whoever runs a query hears of a broken connection from that query; without a listener it would end the process.
      pool.on("connect", (client) => client.on("error", () => undefined));
      // An idle connection that breaks has been removed by then.
      pool.on("error", () => undefined);
      return pool;
    });
  }

  /**
   * A connection for the caller alone.
   * @param waitMs how long to look for a server that takes changes, in milliseconds; each is tried once in any case
   * @param isPatient whether a statement on it may take as long as it likes
   * @throws ConnectionLost when there is none in time; DatabaseError when a server refuses us for good
   */
  async acquire(waitMs: number, isPatient = false): Promise<Connection> {
    const started = performance.now();
    for (let round = 1; ; round++) {
      let reason: unknown;
      for (const place of this.#places()) {
        const pool = this.#pools[place] as Pool;
        const isFull = pool.totalCount >= this.#most && pool.idleCount === 0;
        try {
          const client = await pool.connect();
          this.#current = place;
          return new Connection(client, isPatient ? 0 : this.#silenceMs);
        } catch (error) {
          if (isAnswer(error) && meaningOf(error) === "other") throw error;
          reason = error;
          if (round > 1 && performance.now() - started > waitMs) break;
          // It is only busy, and no other server is what this one is.
          if (isFull) break;
        }
      }
      if (performance.now() - started > waitMs) throw lost(reason);
      await delay(Math.min(20 * 2 ** round, 500) * (0.5 + Math.random()));
    }
  }

  /** Closes every connection as soon as it is released; again does no harm. */
  async end(): Promise<void> {
    await Promise.all(this.#pools.map((pool) => (pool.ending ? undefined : pool.end())));
    // Each has said good-bye; a server that does not answer it any more must not keep the process from ending.
    for (const socket of this.#sockets) socket.destroySoon();
  }

  /** The servers, that which took us last first. */
  #places(): number[] {
    return this.#pools.map((_, index) => (this.#current + index) % this.#pools.length);
  }

  #socket(): Socket {
    const socket = new Socket();
    this.#sockets.add(socket);
    socket.once("close", () => this.#sockets.delete(socket));
    return socket;
  }
}

/** One session on the server. Once it is broken, it stays so: nothing of it ever runs on another. */
export class Connection {
  readonly #client: PoolClient;
  /** After which silence it is taken for broken, in milliseconds; 0 = never. */
  readonly #silenceMs: number;
  #broken = false;

  constructor(client: PoolClient, silenceMs: number) {
    this.#client = client;
    this.#silenceMs = silenceMs;
  }

  /**
   * @param name what the session keeps the statement under, when it will come again: one text, one name
   * @throws DatabaseError when the server refuses; ConnectionLost when it does not answer
   */
  async query(text: string, parameters: readonly unknown[] = [], name?: string) {
    if (this.#broken) throw new ConnectionLost("the connection broke before");
    const values = parameters.map(storable);
    const named = name === undefined ? {} : { name };
    try {
      return await this.#client.query({ text, values, ...named, ...within(this.#silenceMs) });
    } catch (error) {
      if (isAnswer(error) && meaningOf(error) !== "away") throw error;
      this.#broken = true;
      throw lost(error);
    }
  }

  release(): void {
    this.#client.release(this.#broken);
  }
}

/**
 * A text as PostgreSQL can hold it: without the character of code 0. No text that we store has one, so what is looked for
 * with it is found nowhere; broken surrogates become the same replacement on their way into UTF-8.
 */
function storable(parameter: unknown): unknown {
  return typeof parameter === "string" ? parameter.replaceAll("\0", "\ufffd") : parameter;
}

/** Sets the session's bounds, and makes sure that the server is one that takes changes. */
async function beginSession(client: ClientBase, { lockMs, statementMs }: Bounds): Promise<void> {
  const text = `
    set statement_timeout = ${statementMs};
    set lock_timeout = ${lockMs};
    set idle_in_transaction_session_timeout = ${IDLE_IN_TRANSACTION_MS};
    select pg_is_in_recovery() as copies`;
  // Statements sent together answer together, which the types do not know.
  const results = (await client.query({ text, ...within(CONNECT_MS) })) as unknown as {
    rows: { copies?: boolean }[];
  }[];
  expectPrimary(results.at(-1)?.rows[0]);
}

/** @throws ConnectionLost when the server answers that it only copies another one */
export function expectPrimary(answer: { copies?: boolean } | undefined): void {
  if (answer?.copies) throw new ConnectionLost("the server only copies another one");
}

/** How long to wait for an answer, in milliseconds; 0 = for ever. The types do not know that each query may say so. */
function within(milliseconds: number): { query_timeout?: number } {
  return milliseconds === 0 ? {} : { query_timeout: milliseconds };
}

function lost(cause: unknown): ConnectionLost {
  if (cause instanceof ConnectionLost) return cause;
  return new ConnectionLost(cause instanceof Error ? cause.message : String(cause), { cause });
}
