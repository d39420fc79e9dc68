import { DatabaseSync } from "node:sqlite";
import { parentPort, workerData } from "node:worker_threads";
import type { Checkpointed } from "#store/sqlite/checkpoints.ts";

/* The thread of `Checkpoints`: copies what is in the log whenever it is told to, and ends when it is told "end". */

const db = new DatabaseSync(workerData.path, { timeout: 1_000 });
const passive = db.prepare("PRAGMA wal_checkpoint(PASSIVE)");

parentPort?.on("message", (told) => {
  if (told === "end") {
    db.close();
    parentPort?.close();
  } else parentPort?.postMessage(checkpoint());
});

function checkpoint(): Checkpointed {
  try {
    const { log, checkpointed } = passive.get() as { log: number; checkpointed: number };
    return { isComplete: checkpointed >= log };
  } catch (error) {
    const { message, errcode } = error as Error & { errcode?: number };
    return { isComplete: false, failure: { message, errcode: errcode ?? 0 } };
  }
}
