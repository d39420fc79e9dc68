import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import { DatabaseSync, StatementSync } from "node:sqlite";

/*
 * Makes every wait for the disk of the process that preloads it last `BENCH_SYNC_MS` longer, as on a disk that is slow to
 * sync: `npm run bench -- --sync-ms 5`. Where SQLite waits by itself, the thread is blocked meanwhile, just as `fdatasync`
 * would block it: in a commit with `synchronous = FULL`, in one that begins the log anew, and twice whenever the log is
 * copied. Worker threads preload it, too. The product knows nothing of it.
 */

const ms = Number(process.env.BENCH_SYNC_MS);
const never = new Int32Array(new SharedArrayBuffer(4));

const fdatasync = fs.fdatasync;
fs.fdatasync = ((file: number, done: fs.NoParamCallback) =>
  fdatasync(file, (error) => setTimeout(done, ms, error))) as typeof fs.fdatasync;
syncBuiltinESMExports();

const FULL = 2;
/** How long the log was after the last commit, by connection. */
const lengths = new WeakMap<DatabaseSync, number>();
const exec = DatabaseSync.prototype.exec;
DatabaseSync.prototype.exec = function (this: DatabaseSync, sql) {
  exec.call(this, sql);
  if (!/^commit\b/i.test(sql)) return;
  const length = Number(this.prepare("PRAGMA wal_checkpoint(NOOP)").get()?.log);
  const isFull = Number(this.prepare("PRAGMA synchronous").get()?.synchronous) >= FULL;
  if (isFull || length <= (lengths.get(this) ?? 0)) Atomics.wait(never, 0, 0, ms);
  lengths.set(this, length);
};

const get = StatementSync.prototype.get;
StatementSync.prototype.get = function (this: StatementSync, ...values: Parameters<typeof get>) {
  // The log first, then the file.
  if (/wal_checkpoint\(passive\)/i.test(this.sourceSQL)) Atomics.wait(never, 0, 0, 2 * ms);
  return get.apply(this, values);
} as typeof get;
