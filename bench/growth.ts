import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { drawGrowth } from "./chart.ts";
import { type Measured, measure, medianMeasured } from "./compare.ts";
import { type Filled, filled } from "./fill.ts";
import type { Growth, GrowthPoint } from "./growth-result.ts";
import { startLoadGenerator } from "./load-generator.ts";
import { validating } from "./requests.ts";
import { keepResult } from "./results.ts";
import { served, WITHOUT_LIMITS } from "./servers.ts";
import type { Stream } from "./stream.ts";

/*
 * `npm run bench:growth [-- LICENSES ...]`: what a validation costs in ever larger databases, all measured in turns in one
 * run. Draws the picture in docs/performance.md. The largest takes half an hour to fill, once, and some 20 GB.
 */

const SIZES = [10_000, 100_000, 1_000_000, 10_000_000];
/** What a million devices ask in their busiest minutes: see docs/performance.md. */
const PER_SECOND = 1_000;
const ROUNDS = 3;
const STEADY_SECONDS = 12;
const FLOODED_SECONDS = 2;
/** Long enough to ask for every license of the smallest database, and for far less than all keys of the largest. */
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
const rounds: GrowthPoint[][] = [];
try {
  for (let round = 0; round < ROUNDS; round++) {
    const points: GrowthPoint[] = [];
    for (const database of databases) points.push(await measureOne(database));
    rounds.push(points);
  }
} finally {
  load.stop();
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

/** Measures a new server, while no other runs. */
async function measureOne(database: Filled): Promise<GrowthPoint> {
  await bringIntoMemory(database);
  return served(database, WITHOUT_LIMITS, async (server) => {
    await measure(load, server, inTurn(database), WARM_UP_SECONDS);
    return {
      licenses: database.licenses,
      steady: await measure(load, server, { ...inTurn(database), perSecond: PER_SECOND }, STEADY_SECONDS),
      flooded: await measure(load, server, inTurn(database), FLOODED_SECONDS),
    };
  });
}

/** In turn, so that of the larger databases no license is asked for twice, and none is remembered. */
function inTurn(database: Filled): Omit<Stream, "port"> {
  return { ...validating(database), order: "in turn" };
}

/**
 * Asks for every key once, by a server that is gone afterwards: the system has read what will be asked for, as it has after
 * some time of serving, and the server that is measured remembers none of it.
 */
async function bringIntoMemory(database: Filled): Promise<void> {
  const keys = readFileSync(database.keys, "utf8").split("\n").length;
  await served(database, WITHOUT_LIMITS, async (server) => {
    for (let asked = 0; asked < keys; ) {
      const { requestsPerSecond } = await measure(load, server, inTurn(database), FLOODED_SECONDS);
      asked += requestsPerSecond * FLOODED_SECONDS;
    }
  });
}

function told({ p50Ms, p99Ms, cpuSecondsPer1000: cpu }: Measured): string {
  const processor = cpu === null ? "" : `, ${(cpu * 1000).toFixed(0)} µs of processor`;
  return `p50 ${p50Ms.toFixed(2)} ms, p99 ${p99Ms.toFixed(2)} ms${processor}`;
}

function largestOverSmallest(figure: (point: GrowthPoint) => number): number {
  return figure(at(points, -1)) / figure(at(points, 0));
}

function at<T>(list: readonly T[], index: number): T {
  const found = list.at(index);
  if (found === undefined) throw new RangeError(`there is nothing at ${index}`);
  return found;
}
