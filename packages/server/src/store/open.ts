import { setTimeout as delay } from "node:timers/promises";
import { migrate } from "#store/migrate.ts";
import type { PostgresAddress } from "#store/postgres/address.ts";
import { meaningOf } from "#store/postgres/faults.ts";
import { openPostgres } from "#store/postgres/postgres.ts";
import { openSqlite } from "#store/sqlite.ts";
import { type Store, StoreUnusable } from "#store/store.ts";

/** Which database an installation uses. */
export type Database =
  /** The embedded engine: the SQLite file at this path. */
  | { readonly engine: "sqlite"; readonly path: string }
  | { readonly engine: "postgres"; readonly address: PostgresAddress };

/** How long a start waits for PostgreSQL, in milliseconds: it may be starting, too. */
const PATIENCE_MS = 60_000;
const PAUSE_MS = 500;
/** How often it says that it waits, in milliseconds. */
const SAY_EVERY_MS = 10_000;

/**
 * Opens the database and brings its tables up to date. An SQLite file is made when it is not there.
 * @param say tells the owner what it waits for
 * @throws StoreUnusable when it can't be used, with words on how to mend it
 */
export async function openStore(
  database: Database,
  now: Temporal.Instant,
  say: (line: string) => void,
  patienceMs = PATIENCE_MS,
): Promise<Store> {
  const store = await connectStore(database, say, patienceMs);
  try {
    await migrate(store, now);
    return store;
  } catch (error) {
    await store.close();
    throw error;
  }
}

/** Opens the database as it is, and waits until it answers. @throws StoreUnusable as `openStore` does */
export async function connectStore(
  database: Database,
  say: (line: string) => void,
  patienceMs = PATIENCE_MS,
): Promise<Store> {
  if (database.engine === "sqlite") return openSqlite(database.path);
  const store = openPostgres(database.address);
  try {
    await untilItAnswers(store, database.address, say, patienceMs);
    return store;
  } catch (error) {
    await store.close();
    throw error;
  }
}

async function untilItAnswers(
  store: Store,
  { label }: PostgresAddress,
  say: (line: string) => void,
  patienceMs: number,
): Promise<void> {
  const started = performance.now();
  for (let nextSaying = 0; ; ) {
    try {
      return await store.ping();
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      const waited = performance.now() - started;
      if (meaningOf(error) !== "away" || waited + PAUSE_MS > patienceMs) {
        throw new StoreUnusable(
          `PostgreSQL at ${label} can't be used: ${reason}. Check KEYWRIGHT_DATABASE_URL, and that a primary server runs there.`,
          { cause: error },
        );
      }
      if (waited >= nextSaying) {
        say(`Waiting for PostgreSQL at ${label} (${reason}) …`);
        nextSaying += SAY_EVERY_MS;
      }
      await delay(PAUSE_MS);
    }
  }
}
