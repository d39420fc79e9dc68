import { once } from "node:events";
import type { DatabaseSync, StatementSync } from "node:sqlite";
import { Worker } from "node:worker_threads";
import type { Condition } from "#store/sqlite/condition.ts";
import { isBusy } from "#store/sqlite/faults.ts";
import type { WriteAheadLog } from "#store/sqlite/write-ahead-log.ts";

/**
 * How long the log may get before it is copied into the file, in pages: 32 MB. Each time takes two waits for the disk, and
 * the first commit after it one more, during which this thread stands still.
 */
const LONG = 8_000;
/** After how many commits its length is looked at, which costs as much as a short query. */
const COMMITS_BETWEEN_LOOKS = 20;

/** How copying the log went, as the thread tells it. */
export interface Checkpointed {
  /** Whether nothing was left: the log begins anew with the next commit. */
  readonly isComplete: boolean;
  readonly failure?: { readonly message: string; readonly errcode: number };
}

/**
 * Copies the write-ahead log into the file in a thread of its own, which this thread does not wait for. What is committed
 * meanwhile is left in the log; it is copied while changes, and nothing else, wait for a moment. So the log begins anew
 * under whatever load, as long as nobody reads an old state for long. The thread is there from the first time on.
 *
 * SQLite itself copies the log after a commit that makes it far longer (`wal_autocheckpoint`), should this one fail.
 */
export class Checkpoints {
  readonly #path: string;
  readonly #condition: Condition;
  readonly #log: WriteAheadLog;
  readonly #length: StatementSync;
  #thread: Worker | null = null;
  #answered: PromiseWithResolvers<Checkpointed> | null = null;
  #commits = 0;
  #underWay: Promise<void> | null = null;
  #isLeft = false;

  /** @param writer the connection that commits */
  constructor(path: string, writer: DatabaseSync, condition: Condition, log: WriteAheadLog) {
    this.#path = path;
    this.#condition = condition;
    this.#log = log;
    this.#length = writer.prepare("PRAGMA wal_checkpoint(NOOP)");
  }

  /** Takes note of a commit. Outside of transactions. */
  committed(): void {
    if (++this.#commits < COMMITS_BETWEEN_LOOKS || this.#underWay !== null || this.#log.isUnsafe) return;
    this.#commits = 0;
    try {
      const { log } = this.#length.get() as { log: number };
      if (log > LONG) void this.#copy(true);
    } catch (error) {
      // The commit is made all the same. What ails the disk is told by the next one.
      this.#condition.failed(error);
    }
  }

  /** Copies what is left of the log. The caller lets nobody of this process write meanwhile. At once if nothing is left. */
  async finish(): Promise<void> {
    if (this.#isLeft && !this.#log.isUnsafe) await this.#copy(false);
  }

  async close(): Promise<void> {
    await this.#underWay;
    const thread = this.#thread;
    if (thread === null) return;
    thread.ref();
    const ended = once(thread, "exit");
    thread.postMessage("end");
    await ended;
  }

  /** @param mayLeave whether what is left is to be copied once nobody writes; otherwise it waits for the next time */
  #copy(mayLeave: boolean): Promise<void> {
    this.#isLeft = false;
    this.#underWay = this.#ask()
      .then(({ isComplete, failure }) => {
        if (failure === undefined) this.#isLeft = mayLeave && !isComplete;
        else this.#failed(failure);
      })
      // The thread is gone, for want of memory, say. There will be a new one.
      .catch(() => undefined)
      .finally(() => {
        this.#underWay = null;
      });
    return this.#underWay;
  }

  async #ask(): Promise<Checkpointed> {
    this.#thread ??= this.#begin();
    const thread = this.#thread;
    const answered = Promise.withResolvers<Checkpointed>();
    this.#answered = answered;
    // It keeps no process alive that has nothing else to do.
    thread.ref();
    thread.postMessage("copy");
    return answered.promise.finally(() => thread.unref());
  }

  #begin(): Worker {
    const thread = new Worker(new URL("./checkpoint-thread.ts", import.meta.url), { workerData: { path: this.#path } });
    thread.on("message", (checkpointed: Checkpointed) => this.#answered?.resolve(checkpointed));
    thread.on("error", (error) => this.#answered?.reject(error));
    thread.on("exit", () => {
      this.#thread = null;
      this.#answered?.reject(new Error("the thread has ended"));
    });
    return thread;
  }

  /** The thread may have been the one who was told that the disk does not keep the log. */
  #failed({ message, errcode }: { message: string; errcode: number }): void {
    const error = Object.assign(new Error(message), { errcode });
    if (isBusy(error)) return;
    this.#condition.failed(error);
    this.#log.doubt();
  }
}
