import { migrate } from "#store/migrate.ts";
import { openSqlite } from "#store/sqlite.ts";
import type { Store } from "#store/store.ts";

/** Opens the database and brings its tables up to date. `path` is the SQLite file; it is made when it is not there. */
export async function openStore(path: string, now: Temporal.Instant): Promise<Store> {
  const store = openSqlite(path);
  try {
    await migrate(store, now);
    return store;
  } catch (error) {
    await store.close();
    throw error;
  }
}
