import fs from "node:fs";
import { promisify } from "node:util";
import type { Condition } from "#store/sqlite/condition.ts";
import { faultOfFlush } from "#store/sqlite/faults.ts";
import { StoreUnsure } from "#store/store.ts";

const [open, close, fdatasync] = [promisify(fs.open), promisify(fs.close), promisify(fs.fdatasync)];
const [read, write] = [promisify(fs.read), promisify(fs.write)];

/** How much of the log is written anew at once, in bytes. */
const PIECE = 1 << 20;

/**
 * Makes commits safe without blocking the one thread: SQLite writes them into its write-ahead log and does not wait for the
 * disk (`synchronous = NORMAL`); this waits, for the same file, outside of the thread. Whoever is answered after `flush`
 * is as safe as with `synchronous = FULL`. Why that is so, and what it demands: docs/decisions/0018.
 */
export class WriteAheadLog {
  readonly #path: string;
  readonly #condition: Condition;
  #file: Promise<number> | null = null;
  #underWay: Promise<void> | null = null;
  #next: Promise<void> | null = null;
  #isUnsafe = false;

  /** @param path of the log, which SQLite has made by the first commit, and keeps as long as a connection is open */
  constructor(path: string, condition: Condition) {
    this.#path = path;
    this.#condition = condition;
  }

  /** Whether the disk has failed to keep something of the log: nothing is safe then until it is written anew. */
  get isUnsafe(): boolean {
    return this.#isUnsafe;
  }

  /** Takes note that somebody else was told that the disk does not keep it. */
  doubt(): void {
    this.#isUnsafe = true;
  }

  /**
   * Waits until all that was committed before is on disk, whoever committed it. Only a wait that begins after a commit
   * covers it; so those who come during one share the next one.
   * @throws StoreUnsure when the disk fails: what was committed may be found done after all
   */
  flush(): Promise<void> {
    if (this.#underWay === null) return this.#start();
    this.#next ??= this.settled().then(() => {
      this.#next = null;
      return this.flush();
    });
    return this.#next;
  }

  /** When the disk is not waited for any more; at once if it is not. Never fails. */
  async settled(): Promise<void> {
    await this.#underWay?.catch(() => undefined);
  }

  /** When nobody who comes would have to wait for more than one flush. Never fails. */
  async uncrowded(): Promise<void> {
    if (this.#next !== null) await this.settled();
  }

  /**
   * Writes the log over itself, byte by byte as it is, and waits until it is on disk. A system that has failed to write
   * pages takes them for written from then on: to wait once more would succeed, and keep nothing. The caller holds the
   * write lock, so that nobody else writes into the log.
   * @throws StoreAiling when the disk fails again
   */
  async rewrite(): Promise<void> {
    try {
      const file = await this.#open();
      const piece = Buffer.allocUnsafe(PIECE);
      for (let at = 0, length = PIECE; length > 0; at += length) {
        ({ bytesRead: length } = await read(file, piece, 0, PIECE, at));
        if (length > 0) await write(file, piece, 0, length, at);
      }
      await fdatasync(file);
    } catch (error) {
      throw this.#condition.failed(faultOfFlush(error));
    }
    this.#isUnsafe = false;
  }

  async close(): Promise<void> {
    await this.settled();
    const file = await this.#file?.catch(() => null);
    this.#file = null;
    if (typeof file === "number") await close(file);
  }

  #start(): Promise<void> {
    const flushing = this.#flush().finally(() => {
      this.#underWay = null;
    });
    this.#underWay = flushing;
    return flushing;
  }

  async #flush(): Promise<void> {
    let cause: unknown = this.#condition.ailing;
    if (!this.#isUnsafe) {
      try {
        await fdatasync(await this.#open());
        return;
      } catch (error) {
        this.#isUnsafe = true;
        cause = this.#condition.failed(faultOfFlush(error));
      }
    }
    throw new StoreUnsure("The disk failed while a change was being kept", { cause });
  }

  #open(): Promise<number> {
    // For writing, without which Windows does not flush. To close it takes nobody's lock away: SQLite's are on other files.
    this.#file ??= open(this.#path, "r+").catch((error) => {
      this.#file = null;
      throw error;
    });
    return this.#file;
  }
}
