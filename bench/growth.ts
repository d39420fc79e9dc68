import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { drawGrowth } from "./chart.ts";
import { type Measured, measure, median, medianMeasured } from "./compare.ts";
import { type Filled, filled } from "./fill.ts";
import type { Growth, GrowthPoint } from "./growth-result.ts";
import { startLoadGenerator } from "./load-generator.ts";
import { validating } from "./requests.ts";
import { keepResult } from "./results.ts";
import { type Keywright, served, startKeywright, WITHOUT_LIMITS } from "./servers.ts";
import type { Stream } from "./stream.ts";

/*
 * `npm run bench:growth [-- LICENSES ...]`: what a validation costs in ever larger databases, all measured in turns in one
 * run. Draws the picture in docs/performance.md. The largest takes half an hour to fill, once, and some 20 GB.
 */

const SIZES = [10_000, 100_000, 1_000_000, 10_000_000];
/** What a million devices ask in their busiest minutes: see docs/performance.md. */
const PER_SECOND = 1_000;
/** Many and short: a hiccup of the machine spoils one of them, and a system gives back within seconds what rests. */
const ROUNDS = 15;
const STEADY_SECONDS = 3;
const FLOODED_SECONDS = 1;
/** As many as there are for each round. A machine that answers more than these asks again for the first, which are remembered by then. */
const KEYS_A_ROUND = 12_000;
/** Long enough to ask for every license of the smallest database. */
const WARM_UP_SECONDS = 4;
const PICTURE = join(import.meta.dirname, "../docs/pictures/growth.svg");

const asked = process.argv.slice(2).map(Number);
if (asked.some((size) => !Number.isSafeInteger(size) || size < 1000)) {
  process.stderr.write("Sizes are numbers of licenses, from 1000: npm run bench:growth -- 10000 1000000\n");
  process.exit(2);
}
const sizes = asked.length > 0 ? asked.toSorted((one, other) => one - other) : SIZES;
const databases: Filled[] = [];
for (const size of sizes) databases.push(await filled(size));

const load = startLoadGenerator();
const folder = mkdtempSync(join(tmpdir(), "keywright-bench-keys-"));
const servers: Keywright[] = [];
const rounds: GrowthPoint[][] = [];
try {
  for (const database of databases) {
    const server = await startKeywright(database.dataDir, WITHOUT_LIMITS);
    servers.push(server);
    await measure(load, server, inTurn(database, keysOf(database, 0)), WARM_UP_SECONDS);
  }
  for (let round = 1; round <= ROUNDS; round++) {
    const points: GrowthPoint[] = [];
    for (const [index, database] of databases.entries())
      points.push(await measureOne(at(servers, index), database, round));
    rounds.push(points);
  }
} finally {
  for (const server of servers) await server.stop();
  load.stop();
  rmSync(folder, { recursive: true });
}

const points = sizes.map((licenses, index): GrowthPoint => {
  const measured = rounds.map((round) => at(round, index));
  return {
    licenses,
    steady: medianMeasured(measured.map(({ steady }) => steady)),
    flooded: medianMeasured(measured.map(({ flooded }) => flooded)),
  };
});
const growth: Growth = {
  perSecond: PER_SECOND,
  points,
  p99Ratio: largestOverSmallest(({ steady }) => steady.p99Ms),
  floodedP99Ratio: largestOverSmallest(({ flooded }) => flooded.p99Ms),
};
for (const { licenses, steady, flooded } of points) {
  const size = `${licenses.toLocaleString("en").padStart(10)} licenses`;
  process.stdout.write(`${size}, ${PER_SECOND} a second: ${told(steady)}\n`);
  process.stdout.write(`${" ".repeat(size.length)}  flooded: ${told(flooded)}\n`);
}
process.stdout.write(
  `p99 of the largest over the smallest: ${growth.p99Ratio.toFixed(2)}, flooded ${growth.floodedP99Ratio.toFixed(2)}\n`,
);
mkdirSync(join(PICTURE, ".."), { recursive: true });
writeFileSync(PICTURE, drawGrowth(growth));
process.stdout.write(`Written to ${keepResult(asked.length === 0 ? "growth" : "growth-partial", growth)}.\n`);

/** Measures one of the servers, while nobody asks the others. */
async function measureOne(server: Keywright, database: Filled, round: number): Promise<GrowthPoint> {
  const keys = keysOf(database, round);
  await bringIntoMemory(database, keys);
  const stream = inTurn(database, keys);
  return {
    licenses: database.licenses,
    steady: await measure(load, server, { ...stream, perSecond: PER_SECOND }, STEADY_SECONDS),
    flooded: await measure(load, server, stream, FLOODED_SECONDS),
  };
}

/**
 * A file with the keys that a round asks for. Of the larger databases none is in two of them, so that no license is
 * remembered; of the smallest each has them all.
 */
function keysOf({ keys, licenses }: Filled, round: number): string {
  const all = readFileSync(keys, "utf8").split("\n");
  const first = (round * KEYS_A_ROUND) % all.length;
  const path = join(folder, `${licenses}-${round}`);
  writeFileSync(path, [...all, ...all].slice(first, first + KEYS_A_ROUND).join("\n"));
  return path;
}

function inTurn(database: Filled, keys: string): Omit<Stream, "port"> {
  return { ...validating({ ...database, keys }), order: "in turn" };
}

/**
 * Asks for every key once, by a server that is gone afterwards: the system has read what will be asked for, as it has after
 * some time of serving, and the server that is measured remembers none of it.
 */
async function bringIntoMemory(database: Filled, keys: string): Promise<void> {
  await served(database, WITHOUT_LIMITS, async (server) => {
    for (let answered = 0; answered < KEYS_A_ROUND; ) {
      const { requestsPerSecond } = await measure(load, server, inTurn(database, keys), FLOODED_SECONDS);
      answered += requestsPerSecond * FLOODED_SECONDS;
    }
  });
}

function told({ p50Ms, p99Ms, cpuSecondsPer1000: cpu }: Measured): string {
  const processor = cpu === null ? "" : `, ${(cpu * 1000).toFixed(0)} µs of processor`;
  return `p50 ${p50Ms.toFixed(2)} ms, p99 ${p99Ms.toFixed(2)} ms${processor}`;
}

/** The median of what the rounds say. */
function largestOverSmallest(figure: (point: GrowthPoint) => number): number {
  return median(rounds.map((round) => figure(at(round, -1)) / figure(at(round, 0))));
}

function at<T>(list: readonly T[], index: number): T {
  const found = list.at(index);
  if (found === undefined) throw new RangeError(`there is nothing at ${index}`);
  return found;
}
