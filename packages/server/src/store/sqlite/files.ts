import { closeSync, fsyncSync, openSync, renameSync, rmSync } from "node:fs";
import { dirname } from "node:path";
import { backup, DatabaseSync } from "node:sqlite";
import { isBusy } from "#store/sqlite/faults.ts";

/* Whole database files: one is copied while it is used, one is put in the place of another. */

/** How many pages are copied between two looks at the progress: 4 MB. */
const PAGES_AT_ONCE = 1_000;

/**
 * Copies a database file as it is now, while others may change it, into one file that needs no other beside it.
 *
 * SQLite's own backup, and not `VACUUM INTO`: it tells how far it is, leaves the process free meanwhile, and copies page
 * by page instead of building every index anew. A change by another process would make it begin again, and in a busy shop
 * for ever; within a reading transaction it does not see any.
 * @param to where there is no file yet; it can be read by its owner alone, and is on disk when this returns
 * @param onProgress hears how much is done, from 0 to 1
 */
export async function copySqliteFile(from: string, to: string, onProgress: (done: number) => void): Promise<void> {
  const source = new DatabaseSync(from, { readOnly: true, timeout: 10_000 });
  try {
    source.exec("BEGIN; SELECT 1 FROM sqlite_schema");
    closeSync(openSync(to, "wx", 0o600));
    await backup(source, to, {
      rate: PAGES_AT_ONCE,
      progress: ({ totalPages, remainingPages }) => onProgress(1 - remainingPages / totalPages),
    });
    // The copy would otherwise want a write-ahead log beside it, as its original has.
    const copy = new DatabaseSync(to);
    copy.exec("PRAGMA journal_mode = DELETE");
    copy.close();
    flush(to);
  } catch (error) {
    removeSqlite(to);
    throw error;
  } finally {
    source.close();
  }
}

/** Gives a file, which is on disk, its name for good, so that a power cut leaves all of it or nothing. */
export function rename(from: string, to: string): void {
  renameSync(from, to);
  // Windows opens no folders, and keeps names in order by itself.
  if (process.platform !== "win32") flush(dirname(to));
}

/** Removes a database file and what SQLite has laid beside it. */
export function removeSqlite(path: string): void {
  for (const end of SQLITE_ENDS) rmSync(path + end, { force: true });
}

/** What the files of one database end with: itself, its write-ahead log with its index, and its journal. */
export const SQLITE_ENDS = ["", "-wal", "-shm", "-journal"];

/**
 * Whether another process has the database open, which every server has all the time.
 * @throws what SQLite says when it can't be found out, since the file is damaged
 */
export function isInUse(path: string): boolean {
  const db = new DatabaseSync(path, { timeout: 1_000 });
  try {
    // Asked for before anything is read, this mode wants the whole file for itself, which any other connection denies.
    db.exec("PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; ROLLBACK");
    return false;
  } catch (error) {
    if (isBusy(error)) return true;
    throw error;
  } finally {
    db.close();
  }
}

/** Whether another process keeps the write lock for longer than a change takes. Changes nothing. */
export function isWriteLocked(path: string, waitMs = 3_000): boolean {
  const db = new DatabaseSync(path, { timeout: waitMs });
  try {
    db.exec("BEGIN IMMEDIATE; ROLLBACK");
    return false;
  } catch (error) {
    if (isBusy(error)) return true;
    throw error;
  } finally {
    db.close();
  }
}

function flush(path: string): void {
  const file = openSync(path, "r");
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
