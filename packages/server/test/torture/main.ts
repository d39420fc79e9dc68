import { parseArgs } from "node:util";
import { startProgress } from "#test/torture/progress.ts";
import { reportOf } from "#test/torture/report.ts";
import { torture } from "#test/torture/run.ts";

/* `npm run torture`: see docs/reliability.md. */

const HELP = `Tortures an installation of Keywright and checks what its clients saw.

npm run torture -- [--engine sqlite|postgres] [--seconds N] [--seed S] [--history FILE]

  --engine    sqlite (two servers on one file; the default), or postgres (three servers on a replicated pair)
  --seconds   for how long, from 1 to 86400; 60 when not said
  --seed      which run: the same seed draws the same calls and the same steps; drawn when not said
  --history   writes every call and every step into this file, as JSON lines

Ends with 0 when every promise was kept, 1 when one was broken, 2 for a call that can't be taken.
`;

process.exitCode = await run();

async function run(): Promise<number> {
  let words: { engine: string; seconds: string; seed?: string; history?: string; help?: boolean };
  try {
    words = parseArgs({
      options: {
        engine: { type: "string", default: "sqlite" },
        seconds: { type: "string", default: "60" },
        seed: { type: "string" },
        history: { type: "string" },
        help: { type: "boolean" },
      },
    }).values;
  } catch (error) {
    return misunderstood(error instanceof Error ? error.message : String(error));
  }
  if (words.help) {
    process.stdout.write(HELP);
    return 0;
  }
  const { engine } = words;
  const seconds = whole(words.seconds, 1, 86_400);
  const seed = words.seed === undefined ? Math.floor(Math.random() * 2 ** 31) : whole(words.seed, 0, 2 ** 31 - 1);
  if (engine !== "sqlite" && engine !== "postgres") return misunderstood(`there is no engine "${engine}"`);
  if (seconds === null) return misunderstood("--seconds must be a whole number from 1 to 86400");
  if (seed === null) return misunderstood("--seed must be a whole number from 0 to 2147483647");

  const interruption = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.on(signal, () => {
      // The first time it is cleaned up in good order; who asks again does not want to wait, and the processes are killed.
      if (interruption.signal.aborted) process.exit(1);
      interruption.abort();
    });
  }
  const progress = startProgress(`${engine}, seed ${seed}`, seconds);
  try {
    const done = await torture(
      { engine, seed, nemesis: { seconds }, file: words.history ?? null },
      progress.says,
      interruption.signal,
    );
    progress.end();
    if (interruption.signal.aborted) process.stdout.write("Interrupted; what was done until then:\n");
    process.stdout.write(`${reportOf(done)}\n`);
    const isKept = done.violations.length === 0;
    if (!isKept)
      process.stdout.write(`\nAgain: npm run torture -- --engine ${engine} --seconds ${seconds} --seed ${seed}\n`);
    return isKept && !interruption.signal.aborted ? 0 : 1;
  } finally {
    progress.end();
  }
}

function misunderstood(why: string): number {
  process.stderr.write(`${why}\n\n${HELP}`);
  return 2;
}

function whole(text: string, least: number, most: number): number | null {
  const number = /^\d{1,10}$/.test(text) ? Number(text) : Number.NaN;
  return number >= least && number <= most ? number : null;
}
