import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { FULL } from "./bench.ts";
import { drawGrowth } from "./chart.ts";
import { type Measured, measure, median } from "./compare.ts";
import { type Filled, filled } from "./fill.ts";
import type { Growth, GrowthPoint } from "./growth-result.ts";
import { startLoadGenerator } from "./load-generator.ts";
import { validating } from "./requests.ts";
import { keepResult } from "./results.ts";
import { type Keywright, startKeywright } from "./servers.ts";

/*
 * `npm run bench:growth [-- LICENSES ...]`: what a validation costs in ever larger databases, all measured in turns in one
 * run. Draws the picture in docs/performance.md. The largest takes a quarter of an hour to fill, once, and some 20 GB.
 */

const SIZES = [10_000, 100_000, 1_000_000, 10_000_000];
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
const servers: Keywright[] = [];
const rounds: Measured[][] = [];
try {
  for (const { dataDir } of databases) servers.push(await startKeywright(dataDir, { KEYWRIGHT_RATE_LIMIT: "off" }));
  await measureAll(FULL.effort.warmUpSeconds);
  for (let round = 0; round < FULL.effort.rounds; round++) rounds.push(await measureAll(FULL.effort.seconds));
} finally {
  for (const server of servers) await server.stop();
  load.stop();
}

const points = sizes.map((licenses, index): GrowthPoint => {
  const measured = rounds.map((round) => at(round, index));
  const cpu = measured.map((each) => each.cpuSecondsPer1000).filter((seconds) => seconds !== null);
  return {
    licenses,
    p50Ms: median(measured.map((each) => each.p50Ms)),
    p99Ms: median(measured.map((each) => each.p99Ms)),
    cpuSecondsPer1000: cpu.length > 0 ? median(cpu) : null,
  };
});
const p99Ratio = median(rounds.map((round) => at(round, -1).p99Ms / at(round, 0).p99Ms));
const growth: Growth = { points, p99Ratio };
for (const { licenses, p50Ms, p99Ms, cpuSecondsPer1000 } of points) {
  const cpu = cpuSecondsPer1000 === null ? "" : `, ${(cpuSecondsPer1000 * 1000).toFixed(0)} µs of processor`;
  process.stdout.write(
    `${licenses.toLocaleString("en").padStart(10)} licenses: p50 ${p50Ms.toFixed(2)} ms, p99 ${p99Ms.toFixed(2)} ms${cpu}\n`,
  );
}
process.stdout.write(`p99 of the largest over the smallest: ${p99Ratio.toFixed(2)}\n`);
mkdirSync(join(PICTURE, ".."), { recursive: true });
writeFileSync(PICTURE, drawGrowth(growth));
process.stdout.write(`Written to ${keepResult(asked.length === 0 ? "growth" : "growth-partial", growth)}.\n`);

async function measureAll(seconds: number): Promise<Measured[]> {
  const measured: Measured[] = [];
  for (const [index, database] of databases.entries())
    measured.push(await measure(load, at(servers, index), validating(database), seconds));
  return measured;
}

function at<T>(list: readonly T[], index: number): T {
  const found = list.at(index);
  if (found === undefined) throw new RangeError(`there is nothing at ${index}`);
  return found;
}
