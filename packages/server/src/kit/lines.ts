/** What takes text and writes it in its order, without making anybody wait. */
interface Target {
  write(text: string): unknown;
  /** Begins to write what it was given. */
  flush(): void;
  /** Writes what is left, and returns when it is written. */
  flushSync(): void;
}

/** How many characters are passed on together. What is less than this, the target need not begin to write by itself. */
export const PASSED_TOGETHER = 16 * 1024;
/** How long a line waits for others at most, in milliseconds. */
const WAITS_MS = 200;

/** All that gather in this process, whose end none of them may miss. */
const everyLines = new Set<Lines>();

/** Gathers lines and passes them on together: on the shortest road, to pass each on costs as much as all the rest. */
export class Lines {
  readonly #target: Target;
  #gathered = "";

  /** @param open opens what the lines go to */
  constructor(open: () => Target) {
    // Before the target is opened, which closes itself when the process is about to end.
    if (everyLines.size === 0) {
      process.once("beforeExit", () => {
        for (const lines of everyLines) lines.pass();
      });
      process.once("exit", () => {
        for (const lines of everyLines) lines.#passAtOnce();
      });
    }
    everyLines.add(this);
    this.#target = open();
  }

  /** @param line with the line's end */
  write(line: string): void {
    if (this.#gathered === "") setTimeout(() => this.pass(), WAITS_MS).unref();
    this.#gathered += line;
    if (this.#gathered.length >= PASSED_TOGETHER) this.pass();
  }

  /** Passes on what has gathered. */
  pass(): void {
    if (this.#gathered === "") return;
    this.#target.write(this.#take());
    this.#target.flush();
  }

  /** There is no later any more. */
  #passAtOnce(): void {
    if (this.#gathered === "") return;
    this.#target.write(this.#take());
    this.#target.flushSync();
  }

  #take(): string {
    const gathered = this.#gathered;
    this.#gathered = "";
    return gathered;
  }
}
