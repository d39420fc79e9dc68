import { setTimeout as delay } from "node:timers/promises";
import { Client, type ClientBase, type ClientConfig, Pool, type PoolClient, types } from "pg";
import type { PostgresAddress } from "#store/postgres/address.ts";
import { ConnectionLost, isAnswer, meaningOf } from "#store/postgres/faults.ts";

/** How long connecting to one server may take, in milliseconds. */
const CONNECT_MS = 3_000;
/** How long one statement may run, in milliseconds; what is slower is a fault. */
const STATEMENT_MS = 30_000;
/** After which silence within a transaction the server takes its client for lost, in milliseconds. */
const IDLE_IN_TRANSACTION_MS = 60_000;

/** Sent at the start of each session: its bounds, and whether the server is one that takes changes. */
const beginning = (lockMs: number) => `
  set statement_timeout = ${STATEMENT_MS};
  set lock_timeout = ${lockMs};
  set idle_in_transaction_session_timeout = ${IDLE_IN_TRANSACTION_MS};
  select pg_is_in_recovery() as copies`;

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
  readonly #pool: Pool;
  readonly #servers: readonly string[];
  #current = 0;

  /**
   * @param most how many there may be at once
   * @param lockMs how long a statement waits for a row that another transaction has locked, in milliseconds
   */
  constructor({ servers }: PostgresAddress, most: number, lockMs: number) {
    this.#servers = servers;
    this.#pool = new Pool({
      max: most,
      connectionTimeoutMillis: CONNECT_MS,
      query_timeout: STATEMENT_MS + 5_000,
      keepAlive: true,
      types: TYPES,
      Client: this.#clients(),
      onConnect: (client) => beginSession(client, lockMs),
    });
    // An idle connection that breaks has been removed by then.
    this.#pool.on("error", () => undefined);
  }

  /** Makes the pool's clients: each for the server that is tried now, or for the next one when that failed. */
  #clients(): new () => ClientBase {
    const servers = this.#servers;
    const current = () => this.#current;
    // Others may have found another one in the meantime; then their choice stands.
    const leave = (tried: number) => {
      if (this.#current === tried) this.#current = (tried + 1) % servers.length;
    };
    return class extends Client {
      constructor(options?: ClientConfig) {
        const server = current();
        super({ ...options, connectionString: servers[server] });
        // Whoever runs a query hears of a broken connection from that query; without a listener it would end the process.
        this.on("error", () => undefined);
        this.once("end", () => leave(server));
      }
    };
  }

  /**
   * A connection for the caller alone.
   * @param waitMs how long to look for a server that takes changes, in milliseconds
   * @throws ConnectionLost when there is none in time; DatabaseError when a server refuses us for good
   */
  async acquire(waitMs: number): Promise<Connection> {
    const started = performance.now();
    for (let round = 1; ; round++) {
      for (const _ of this.#servers) {
        try {
          return new Connection(await this.#pool.connect());
        } catch (error) {
          if (isAnswer(error) && meaningOf(error) === "other") throw error;
          if (performance.now() - started > waitMs) throw lost(error);
        }
      }
      await delay(Math.min(20 * 2 ** round, 500) * (0.5 + Math.random()));
    }
  }

  /** Closes every connection as soon as it is released; again does no harm. */
  async end(): Promise<void> {
    if (!this.#pool.ending) await this.#pool.end();
  }
}

/** One session on the server. Once it is broken, it stays so: nothing of it ever runs on another. */
export class Connection {
  readonly #client: PoolClient;
  #broken = false;

  constructor(client: PoolClient) {
    this.#client = client;
  }

  /** @throws DatabaseError when the server refuses; ConnectionLost when it does not answer */
  async query(sql: string, parameters: readonly unknown[] = []) {
    if (this.#broken) throw new ConnectionLost("the connection broke before");
    try {
      return await this.#client.query(sql, parameters.map(storable));
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

async function beginSession(client: ClientBase, lockMs: number): Promise<void> {
  // Statements sent together answer together, which the types do not know.
  const results = (await client.query(beginning(lockMs))) as unknown as { rows: { copies?: boolean }[] }[];
  if (results.at(-1)?.rows[0]?.copies) throw new ConnectionLost("the server only copies another one");
}

function lost(cause: unknown): ConnectionLost {
  if (cause instanceof ConnectionLost) return cause;
  return new ConnectionLost(cause instanceof Error ? cause.message : String(cause), { cause });
}
