import { DatabaseSync } from "node:sqlite";

/*
 * Makes every commit of the process that preloads it last `BENCH_SYNC_MS` longer, as on a disk that is slow to sync:
 * `npm run bench -- --sync-ms 5`. The thread that commits is blocked meanwhile, just as `fdatasync` would block it; worker
 * threads preload it, too. The product knows nothing of it.
 */

const ms = Number(process.env.BENCH_SYNC_MS);
const exec = DatabaseSync.prototype.exec;
const never = new Int32Array(new SharedArrayBuffer(4));

DatabaseSync.prototype.exec = function (this: DatabaseSync, sql) {
  exec.call(this, sql);
  if (/^commit\b/i.test(sql)) Atomics.wait(never, 0, 0, ms);
};
