import { DatabaseSync } from "node:sqlite";
import { Kysely, sql } from "kysely";
import { readAtOnce } from "#store/at-once.ts";
import { shorten } from "#store/once.ts";
import type { Schema } from "#store/schema.ts";
import { lookUps, shortWay } from "#store/sqlite/at-once.ts";
import { SqliteChanges } from "#store/sqlite/changes.ts";
import { Checkpoints } from "#store/sqlite/checkpoints.ts";
import { Condition } from "#store/sqlite/condition.ts";
import { NodeSqliteDialect, STANDSTILL_MS } from "#store/sqlite/driver.ts";
import { isBusy, reasonOf } from "#store/sqlite/faults.ts";
import { CommitsTogether } from "#store/sqlite/together.ts";
import { WriteAheadLog } from "#store/sqlite/write-ahead-log.ts";
import { type Store, StoreUnusable } from "#store/store.ts";

/** How long a transaction waits for another process to finish its own, in milliseconds, when not said otherwise. */
const WAIT_FOR_LOCK_MS = 10_000;

/**
 * Opens the embedded engine: one SQLite file. One connection writes, transaction after transaction; another reads what is
 * committed, so that a look-up never waits for a change (write-ahead log). A commit is on disk when it is answered, for
 * which the disk is waited for outside of this thread.
 */
export function openSqlite(path: string, waitForLockMs = WAIT_FOR_LOCK_MS): Store {
  const { writer, reader } = connectBoth(path);
  const condition = new Condition();
  const kysely = (db: DatabaseSync) =>
    new Kysely<Schema>({ dialect: new NodeSqliteDialect(db, condition, waitForLockMs) });
  const read = kysely(reader);
  shorten(read, shortWay(reader, condition));
  readAtOnce(read, lookUps(writer, reader, condition));
  const log = new WriteAheadLog(`${path}-wal`, condition);
  const checkpoints = new Checkpoints(path, writer, condition, log);
  const together = new CommitsTogether(writer, kysely(writer), condition, { log, checkpoints });
  const tryToChange = () =>
    together.run(async (tx) => {
      // Rewrites the file's first page as it is: all that a change needs, without changing anything.
      await sql`pragma user_version = 0`.execute(tx);
      return { end: "commit", value: undefined };
    });
  let trying: Promise<void> | null = null;
  let changes: SqliteChanges | null = null;
  return {
    read,
    get changes() {
      // Only now, since a new file has no tables yet.
      changes ??= new SqliteChanges(writer, condition);
      return changes;
    },
    transaction: (work) => together.run(work),
    // A transaction has the whole file to itself as it is.
    exclusively: (work) => together.run(work, true),
    async snapshot(work) {
      const db = connectForSnapshot(path);
      try {
        return await work(kysely(db));
      } finally {
        db.close();
      }
    },
    async ping() {
      await sql`select 1`.execute(read);
      if (condition.isProven) return;
      // However many ask: while one tries, the others wait for what it finds.
      trying ??= tryToChange().finally(() => (trying = null));
      await trying;
      if (condition.ailing !== null) throw condition.ailing;
    },
    watch: (listener) => condition.watch(listener),
    async close() {
      // The last one to close the file copies the log into it, which must be on disk by then.
      if (log.isUnsafe) await together.run(async () => ({ end: "rollback", value: undefined })).catch(() => undefined);
      await Promise.all([checkpoints.close(), log.close()]);
      // Kysely itself would leave alone what it has not used yet.
      for (const db of [reader, writer]) if (db.isOpen) db.close();
    },
  };
}

function connectBoth(path: string): { writer: DatabaseSync; reader: DatabaseSync } {
  try {
    const writer = connect(path);
    beginWriteAheadLog(writer);
    const reader = connect(path);
    reader.exec("PRAGMA query_only = ON");
    // Not mapped into memory, though that would read faster: a disk that fails would then end the process without a word.
    // Not more pages either: in a file below 1 GB SQLite walks over all that it keeps with each commit that splits a page.
    writer.exec("PRAGMA cache_size = -64000");
    return { writer, reader };
  } catch (error) {
    throw new StoreUnusable(`${path} can't be opened: ${reasonOf(error)}. \`keywright doctor\` looks closer.`, {
      cause: error,
    });
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
  // Waiting for another writer is done where a transaction begins.
  const db = new DatabaseSync(path, { timeout: STANDSTILL_MS, defensive: true, enableForeignKeyConstraints: true });
  db.exec(
    "PRAGMA secure_delete = ON; PRAGMA synchronous = NORMAL; PRAGMA cache_size = -32000; PRAGMA temp_store = MEMORY; PRAGMA wal_autocheckpoint = 32000",
  );
  return db;
}

/** A connection that goes on seeing the file as it is now: the write-ahead log keeps what comes later apart. */
function connectForSnapshot(path: string): DatabaseSync {
  const db = connect(path);
  db.exec("PRAGMA query_only = ON; BEGIN; SELECT 1 FROM sqlite_schema");
  return db;
}
