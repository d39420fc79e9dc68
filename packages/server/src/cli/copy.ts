import { existsSync, mkdirSync, statSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { openInstallation } from "#app.ts";
import { type Command, print, UsageError } from "#cli/command.ts";
import { Progress } from "#cli/progress.ts";
import { say } from "#kit/say.ts";
import { type Settings, secretPath } from "#settings.ts";
import { type Comparison, copyInstallation, type Step } from "#store/copy/copy.ts";
import { connectStore, type Database } from "#store/open.ts";
import { parsePostgresUrl } from "#store/postgres/address.ts";
import { inspectPostgres } from "#store/postgres/inspect.ts";
import { isInUse } from "#store/sqlite/files.ts";
import { StoreUnusable } from "#store/store.ts";

const DOING = { checking: "Checking", copying: "Copying", comparing: "Comparing" } as const;

export const copy: Command = {
  usage: "copy --to TARGET",
  summary: "Copy the installation to the other kind of database. Goes on where it was when it broke off.",
  options: {
    to: "A new, empty database: postgres://user:password@host/name, or, from PostgreSQL, the path of a new SQLite file.",
  },
  async run({ settings, options: { to } }) {
    if (to === undefined) throw new UsageError("where to? --to TARGET");
    const target = readTarget(to);
    if (typeof target === "string") throw new UsageError(`--to ${target}`);
    refuseSource(settings.database, target);
    const isUsed = await isServed(settings.database);
    if (isUsed)
      say(
        "Something uses the database. What it changes from now on will not be in the copy: stop every server first, unless this is a rehearsal.",
      );
    if (target.engine === "sqlite") mkdirSync(dirname(target.path), { recursive: true, mode: 0o700 });

    const { services, close } = await openInstallation(settings);
    try {
      const store = await connectStore(target, say);
      try {
        const progress = new Progress();
        const { comparisons, isWhole, missed } = await copyInstallation(services.store, store, services.clock.now(), {
          onStep: (step) => progress.show(...inWords(step)),
          onStartingOver(table) {
            progress.end();
            say(`What was copied before is out of date (${table} has changed). Starting over.`);
          },
        });
        progress.end();
        printComparisons(comparisons);
        if (!isWhole) {
          say(
            "The copy is not equal to its source, and no server will use it. Is something else writing to the target? Run the same command again; it finds out what to copy anew.",
          );
          return 1;
        }
        sayWhatToDo(settings, target, isUsed, missed);
        return 0;
      } finally {
        await store.close();
      }
    } finally {
      await close();
    }
  },
};

function readTarget(text: string): Database | string {
  if (/^postgres(ql)?:/.test(text)) {
    const address = parsePostgresUrl(text);
    return typeof address === "string" ? address : { engine: "postgres", address };
  }
  // A letter before a colon is a drive.
  if (/^[a-z][a-z\d+.-]+:/i.test(text) && !text.startsWith("file:"))
    return "must be an address postgres://… or the path of a file";
  const path = resolve(text.startsWith("file://") ? fileURLToPath(text) : text.replace(/^file:/, ""));
  const isFolder = /[/\\]$/.test(text) || (existsSync(path) && statSync(path).isDirectory());
  return { engine: "sqlite", path: isFolder ? join(path, "keywright.db") : path };
}

/** @throws StoreUnusable when there is nothing to copy, or the engine's own tools copy it better */
function refuseSource(source: Database, target: Database): void {
  if (source.engine === "sqlite" && target.engine === "sqlite")
    throw new StoreUnusable(
      "From SQLite to SQLite a file is copied as it is: keywright backup FILE. To copy from PostgreSQL, set KEYWRIGHT_DATABASE_URL to it.",
    );
  if (source.engine === "postgres" && target.engine === "postgres")
    throw new StoreUnusable(
      "From PostgreSQL to PostgreSQL its own tools copy faster: pg_dump and pg_restore. To copy from SQLite, leave KEYWRIGHT_DATABASE_URL out.",
    );
  if (source.engine === "sqlite" && !existsSync(source.path))
    throw new StoreUnusable(`There is nothing to copy: ${source.path} is not there. Set KEYWRIGHT_DATA_DIR.`);
}

/** Whether another process has the source open. */
async function isServed(source: Database): Promise<boolean> {
  if (source.engine === "postgres") return ((await inspectPostgres(source.address)).primary?.otherSessions ?? 0) > 0;
  try {
    return isInUse(source.path);
  } catch {
    // What is wrong with the file is said when it is opened.
    return false;
  }
}

function inWords({ doing, table, done, of }: Step): [number, string, string] {
  const counted = `${done.toLocaleString("en")} of ${of.toLocaleString("en")} rows`;
  return [of === 0 ? 1 : done / of, `${DOING[doing]} ${table}`, counted];
}

function printComparisons(comparisons: readonly Comparison[]): void {
  const names = Math.max(...comparisons.map(({ table }) => table.length));
  const counts = Math.max(...comparisons.map(({ source }) => source.rows.toLocaleString("en").length));
  for (const { table, source, target, isEqual } of comparisons) {
    const rows = source.rows.toLocaleString("en").padStart(counts);
    const verdict = isEqual
      ? "equal"
      : `DIFFERENT: the target has ${target.rows.toLocaleString("en")} rows, sha256 ${target.sha256}`;
    print(`${table.padEnd(names)}  ${rows} rows  sha256 ${source.sha256}  ${verdict}`);
  }
}

function sayWhatToDo(settings: Settings, target: Database, isUsed: boolean, missed: number): void {
  say("The copy is whole: every table has the same rows on both sides.");
  if (missed > 0)
    say(
      `WARNING: ${missed.toLocaleString("en")} events were recorded since the copy began; they and what they tell of are NOT in it. To move, stop every server, empty the target and copy again.`,
    );
  else if (isUsed)
    say(
      "Servers on the old database were not stopped. To move, stop them, empty the target and copy again, so that nothing is left behind.",
    );
  if (target.engine === "postgres") {
    say("To use it, start every server with");
    say(`  KEYWRIGHT_DATABASE_URL  the address that you gave to --to (${target.address.label})`);
    say(
      settings.secret === null
        ? `  KEYWRIGHT_SECRET        the content of ${secretPath(settings)}: KEYWRIGHT_SECRET="$(cat '${secretPath(settings)}')"`
        : "  KEYWRIGHT_SECRET        the same as now",
    );
  } else {
    const folder = dirname(target.path);
    say("To use it, start the one server with");
    say(`  KEYWRIGHT_DATA_DIR      ${folder}`);
    say("  KEYWRIGHT_SECRET        the same as now");
    say("  KEYWRIGHT_DATABASE_URL  not set");
    if (basename(target.path) !== "keywright.db")
      say(`and first give the file the name that it is looked for by: ${join(folder, "keywright.db")}`);
  }
  say("The old database is as it was. Keep it until you are sure, and start no server on it.");
}
