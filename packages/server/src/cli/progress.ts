const WIDTH = 30;

/**
 * Shows on stderr how far a piece of work is: on a terminal as a bar, one line that is drawn again and again; elsewhere as
 * a line whenever something else is being done.
 */
export class Progress {
  readonly #stream: NodeJS.WriteStream;
  #shown = "";

  constructor(stream: NodeJS.WriteStream = process.stderr) {
    this.#stream = stream;
  }

  /**
   * @param done how much is done, from 0 to 1
   * @param doing what is being done now
   * @param detail numbers, for those who watch the bar
   */
  show(done: number, doing = "", detail = ""): void {
    const line = this.#stream.isTTY ? this.#bar(done, doing, detail) : doing;
    if (line === this.#shown) return;
    this.#shown = line;
    // What is left of a longer line is wiped out.
    this.#stream.write(this.#stream.isTTY ? `\r${line}\u001b[K` : `${line}\n`);
  }

  /** Leaves the line, so that the next one begins anew. */
  end(): void {
    if (this.#stream.isTTY && this.#shown !== "") this.#stream.write("\n");
    this.#shown = "";
  }

  #bar(done: number, doing: string, detail: string): string {
    const filled = Math.round(done * WIDTH);
    const percent = `${Math.floor(done * 100)}`.padStart(3);
    const line = `${"█".repeat(filled)}${"░".repeat(WIDTH - filled)} ${percent} %  ${doing}  ${detail}`;
    return line.slice(0, this.#stream.columns - 1).trimEnd();
  }
}
