import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Circumstances, circumstances } from "./machine.ts";

/* What was measured is kept beside the code: one file a run, named by the day and the commit. */

const FOLDER = join(import.meta.dirname, "results");

/** Writes what was measured, with the circumstances. Answers the file's path from the repository's root. */
export function keepResult(kind: string, measured: object): string {
  const about = circumstances();
  const name = [about.measuredAt.slice(0, 10), about.commit?.replace("+", "-edited"), kind].filter(Boolean).join("-");
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(join(FOLDER, `${name}.json`), `${JSON.stringify({ ...about, ...measured }, rounded, 2)}\n`);
  return `bench/results/${name}.json`;
}

/** The newest result of a kind; null without any. */
export function newestResult<T>(kind: string): (Circumstances & T) | null {
  const names = existsSync(FOLDER) ? readdirSync(FOLDER).filter((name) => name.endsWith(`-${kind}.json`)) : [];
  const results = names.map((name): Circumstances & T => JSON.parse(readFileSync(join(FOLDER, name), "utf8")));
  return results.toSorted((one, other) => other.measuredAt.localeCompare(one.measuredAt))[0] ?? null;
}

/** Four digits: what is behind them is noise. */
function rounded(_name: string, value: unknown): unknown {
  return typeof value === "number" && !Number.isInteger(value) ? Number(value.toPrecision(4)) : value;
}
