import { createHash } from "node:crypto";
import {
  constants,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { signRecord } from "../packages/server/src/actions/record/sign.ts";
import { openInstallation } from "../packages/server/src/app.ts";
import { type Clock, systemClock } from "../packages/server/src/kit/clock.ts";
import { readSettings } from "../packages/server/src/settings.ts";
import { startProgress } from "./progress.ts";
import { Sample } from "./sample.ts";
import { DAYS, nextOrderNumber, openShop, sell } from "./shop.ts";
import { openSqliteSink } from "./sqlite-sink.ts";

/** A database full of licenses, and what is needed to ask for them. */
export interface Filled {
  readonly licenses: number;
  /** The data folder of the installation. */
  readonly dataDir: string;
  /** A file with the keys of at most `SAMPLE` licenses that admit five devices each, one a line, in random order. */
  readonly keys: string;
  /** The same of licenses that admit any number of devices. */
  readonly unlimitedKeys: string;
  /** A server token that may do everything. */
  readonly token: string;
}

/** How many keys are kept to ask for: enough to reach every part of the largest database. */
const SAMPLE = 200_000;
/** Each after those that it names. */
const TABLES = ["customers", "orders", "licenses", "events", "chains"] as const;
const MIGRATIONS = join(import.meta.dirname, "../packages/server/src/store/migrations");

/**
 * A database with this many licenses. It is made once and kept among the machine's temporary files, so measure only on a
 * copy what changes it.
 */
export async function filled(licenses: number): Promise<Filled> {
  const folder = join(tmpdir(), "keywright-bench", `${licenses}-${recipe()}`);
  if (!existsSync(folder)) {
    mkdirSync(dirname(folder), { recursive: true });
    const draft = mkdtempSync(`${folder}-`);
    try {
      await fill(draft, licenses);
      // Another process may have made the same one meanwhile, which will do.
      if (!existsSync(folder)) renameSync(draft, folder);
    } finally {
      rmSync(draft, { recursive: true, force: true });
    }
  }
  return {
    licenses,
    dataDir: join(folder, "data"),
    keys: join(folder, "keys"),
    unlimitedKeys: join(folder, "unlimited-keys"),
    token: readFileSync(join(folder, "token"), "utf8"),
  };
}

/** Calls `work` with a copy that it may change, which is gone afterwards. */
export async function onCopyOf<T>(original: Filled, work: (copy: Filled) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), "keywright-bench-copy-"));
  try {
    const dataDir = join(folder, "data");
    cpSync(original.dataDir, dataDir, { recursive: true, mode: constants.COPYFILE_FICLONE });
    return await work({ ...original, dataDir });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Fills a folder that is there and empty. */
async function fill(folder: string, licenses: number): Promise<void> {
  const settings = readSettings({ KEYWRIGHT_DATA_DIR: join(folder, "data") });
  if (!("port" in settings)) throw new Error("the settings of the bench can't be used");
  const now = systemClock.now();
  // Opened when it sold its first license: ids are in the order of time, and never go back.
  const { services, close } = await openInstallation(settings, stopped(now.subtract({ hours: 24 * DAYS })));
  const shop = await openShop({ ...services, actor: { kind: "operator" } });
  await close();

  const sink = openSqliteSink(join(settings.dataDir, "keywright.db"));
  const progress = startProgress(`Filling a database with ${licenses.toLocaleString("en")} licenses`, licenses);
  const kept = { limited: new Sample<string>(SAMPLE), unlimited: new Sample<string>(SAMPLE) };
  for (const sold of sell(shop, services.vault, now, licenses)) {
    for (const table of TABLES) await sink.insert(table, sold[table]);
    for (const { key, isUnlimited } of sold.keys) kept[isUnlimited ? "unlimited" : "limited"].offer(key);
    progress.more(sold.keys.length);
  }
  progress.says("building indexes");
  await sink.finish(nextOrderNumber(licenses));
  progress.says("signing the record");
  const grown = await openInstallation(settings, stopped(now));
  await signRecord(grown.services);
  await grown.close();
  progress.end();
  writeFileSync(join(folder, "keys"), kept.limited.shuffled().join("\n"));
  writeFileSync(join(folder, "unlimited-keys"), kept.unlimited.shuffled().join("\n"));
  writeFileSync(join(folder, "token"), shop.token, { mode: 0o600 });
}

/** A clock that stands still at this moment. */
function stopped(at: Temporal.Instant): Clock {
  return { now: () => at, milliseconds: () => at.epochMilliseconds };
}

/** What a database is made by, in short: when it changes, the database is made anew. */
function recipe(): string {
  const hash = createHash("sha256");
  const migrations = readdirSync(MIGRATIONS).map((name) => join(MIGRATIONS, name));
  const own = ["shop.ts", "fill.ts"].map((name) => join(import.meta.dirname, name));
  for (const path of [...migrations.sort(), ...own]) hash.update(readFileSync(path));
  return hash.digest("hex").slice(0, 12);
}
