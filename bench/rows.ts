import { createReadStream, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import type { Bench } from "./bench.ts";
import { compare, measure, median } from "./compare.ts";
import type { Figure, Row } from "./figure.ts";
import { type Filled, filled, onCopyOf } from "./fill.ts";
import type { Growth } from "./growth-result.ts";
import { onPostgres } from "./postgres.ts";
import { activating, CONTENDED_LICENSES, looking, validating } from "./requests.ts";
import { newestResult } from "./results.ts";
import { served, WITHOUT_LIMITS } from "./servers.ts";
import { usageOf } from "./usage.ts";

/** Counted for each call, and never reached: all load comes from one address, with one token. */
const WITH_LIMITS = { KEYWRIGHT_LIMIT_PER_ADDRESS: "100000000", KEYWRIGHT_LIMIT_PER_TOKEN: "100000000" };
/** What fits into the memory of the small PostgreSQL that the tests use, and is copied into it within seconds. */
const LICENSES_ON_POSTGRES = 20_000;
const AT_REST_AFTER_MS = 2_000;

/** Every row that the goals name, in their order. */
export const ROWS: readonly Row[] = [
  {
    name: "validate",
    says: "validate, 32 connections, keys at random",
    unit: "of the yardstick",
    goal: { enough: 0.5, aim: 0.7 },
    measure: async (bench) => validateOn(bench, WITHOUT_LIMITS),
  },
  {
    name: "validate-token",
    says: "validate with a bearer token, rate limits on",
    unit: "of the yardstick",
    goal: { enough: 0.45, aim: 0.65 },
    measure: async (bench) => validateOn(bench, WITH_LIMITS, ({ token }) => ({ authorization: `Bearer ${token}` })),
  },
  {
    name: "validate-postgres",
    says: "validate on PostgreSQL on this machine",
    unit: "of the yardstick",
    goal: { enough: 0.3, aim: 0.45 },
    measure: async (bench) => {
      const database = await filled(LICENSES_ON_POSTGRES);
      return onPostgres(database, (settings) => compareOn(bench, database, { ...settings, ...WITHOUT_LIMITS }));
    },
  },
  {
    name: "activate",
    says: "activate, durable, 64 connections, each its own license",
    unit: "of the yardstick",
    goal: { enough: 0.15, aim: 0.35 },
    measure: async (bench) => activateOn(bench, ({ keys }) => keys),
  },
  {
    name: "activate-contended",
    says: `activate, durable, 64 connections on ${CONTENDED_LICENSES} licenses`,
    unit: "of the yardstick",
    goal: { enough: 0.1, aim: 0.25 },
    measure: async (bench) => activateOn(bench, ({ unlimitedKeys }, folder) => someKeys(unlimitedKeys, folder)),
  },
  {
    name: "growth",
    says: "p99 of validate at 10,000,000 licenses over 10,000",
    unit: "times",
    goal: { enough: 1.5, aim: 1.2 },
    measure: async () => {
      const newest = newestResult<Growth>("growth");
      if (newest === null) return { value: null, note: "not measured: npm run bench:growth" };
      return { value: newest.p99Ratio, note: `measured at ${newest.commit}` };
    },
  },
  {
    name: "lists",
    says: "license search and order list, 4 connections, p99",
    unit: "ms",
    goal: { enough: 50, aim: 15 },
    measure: measureLists,
  },
  {
    name: "validate-while-activating",
    says: "p99 of validate while 64 connections activate, over alone",
    unit: "times",
    goal: { enough: 4, aim: 2 },
    measure: measureBesideActivations,
  },
  {
    name: "ready",
    says: "ready to serve after start, existing database",
    unit: "s",
    goal: { enough: 1, aim: 0.5 },
    measure: async ({ scale }) => {
      const database = await filled(scale.licenses);
      const times: number[] = [];
      for (let start = 0; start < scale.starts; start++)
        times.push(await served(database, {}, async ({ readyAfter }) => readyAfter));
      return { value: median(times) };
    },
  },
  {
    name: "memory",
    says: "memory at rest",
    unit: "MB",
    goal: { enough: 150, aim: 100 },
    measure: async ({ scale }) =>
      served(await filled(scale.licenses), {}, async ({ pid }) => {
        await delay(AT_REST_AFTER_MS);
        const usage = usageOf(pid);
        return usage === null ? { value: null, note: "not measured: no /proc" } : { value: usage.residentMb };
      }),
  },
];

async function validateOn(
  bench: Bench,
  settings: Record<string, string>,
  headersFor: (database: Filled) => Record<string, string> = () => ({}),
): Promise<Figure> {
  const database = await filled(bench.scale.licenses);
  await readIntoMemory(database);
  return compareOn(bench, database, settings, headersFor(database));
}

async function compareOn(
  { load, scale }: Bench,
  database: Filled,
  settings: Record<string, string>,
  headers: Record<string, string> = {},
): Promise<Figure> {
  return served(database, settings, async (keywright) => {
    const comparison = await compare(load, keywright, validating(database, headers), scale.effort);
    return { value: comparison.ratio, comparison };
  });
}

async function activateOn(
  { load, scale }: Bench,
  keysOf: (database: Filled, folder: string) => string,
): Promise<Figure> {
  return onCopyOf(await filled(scale.licenses), async (database) => {
    await readIntoMemory(database);
    return served(database, WITHOUT_LIMITS, async (keywright) => {
      const keys = keysOf(database, join(database.dataDir, ".."));
      const comparison = await compare(load, keywright, activating(keys), scale.effort);
      return { value: comparison.ratio, comparison };
    });
  });
}

async function measureLists({ load, scale }: Bench): Promise<Figure> {
  const database = await filled(scale.searchedLicenses);
  await readIntoMemory(database);
  return served(database, {}, async (keywright) => {
    const { seconds, warmUpSeconds, rounds } = scale.effort;
    await measure(load, keywright, looking(database), warmUpSeconds);
    const measured = await measure(load, keywright, looking(database), seconds * rounds);
    return { value: measured.p99Ms, keywright: measured };
  });
}

async function measureBesideActivations({ load, scale }: Bench): Promise<Figure> {
  return onCopyOf(await filled(scale.licenses), async (database) => {
    await readIntoMemory(database);
    return served(database, WITHOUT_LIMITS, async ({ port }) => {
      const validate = { ...validating(database), port };
      const activate = { ...activating(database.keys), port };
      const p99 = async (streams: (typeof validate)[], seconds: number) =>
        (await load.drive({ streams, seconds })).streams[0]?.latencies.quantile(0.99) ?? Number.NaN;
      const { seconds, warmUpSeconds, rounds } = scale.effort;
      await p99([validate, activate], warmUpSeconds);
      const ratios: number[] = [];
      for (let round = 0; round < rounds; round++) {
        const alone = await p99([validate], seconds);
        ratios.push((await p99([validate, activate], seconds)) / alone);
      }
      return { value: median(ratios) };
    });
  });
}

/**
 * Lets the system have a database in memory, as it has after some time of serving. Some systems give back what nobody has
 * asked for in a while, and what a disk then takes for a page is neither ours nor the same twice.
 */
async function readIntoMemory({ dataDir }: Filled): Promise<void> {
  for (const name of readdirSync(dataDir)) {
    const file = createReadStream(join(dataDir, name), { highWaterMark: 1024 * 1024 });
    for await (const part of file) void part;
  }
}

/** A file with the first few of the keys. */
function someKeys(keys: string, folder: string): string {
  const path = join(folder, "few-keys");
  writeFileSync(path, readFileSync(keys, "utf8").split("\n").slice(0, CONTENDED_LICENSES).join("\n"));
  return path;
}
