import type { Settings } from "#settings.ts";

/** One command of the command line. */
export interface Command {
  /** How it is called, for `--help`. */
  readonly usage: string;
  /** What it does, in one line. */
  readonly summary: string;
  /** The options that take a value, each with its meaning. */
  readonly options?: Readonly<Record<string, string>>;
  /** The options that take none, each with its meaning. */
  readonly flags?: Readonly<Record<string, string>>;
  /** @returns the exit status of the process, once the command is done */
  run(call: Call): Promise<number>;
}

/** What a command is called with. */
export interface Call {
  readonly settings: Settings;
  /** The words behind the command's name that are no options. */
  readonly words: readonly string[];
  readonly options: Readonly<Record<string, string | undefined>>;
  /** The flags that were given. */
  readonly flags: ReadonlySet<string>;
}

/** A call that the command can't take: the text says why. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** Writes one line of the command's answer. */
export function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
