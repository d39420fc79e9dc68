import { existsSync, mkdirSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { type Command, UsageError } from "#cli/command.ts";
import { Progress } from "#cli/progress.ts";
import { systemClock } from "#kit/clock.ts";
import { say } from "#kit/say.ts";
import { createVault } from "#kit/vault.ts";
import { knownSecrets } from "#secret.ts";
import { type Settings, secretPath } from "#settings.ts";
import { schemaFault } from "#store/migrate.ts";
import { copySqliteFile, isInUse, removeSqlite, rename, SQLITE_ENDS } from "#store/sqlite/files.ts";
import { type Inspection, inspectSqlite } from "#store/sqlite/inspect.ts";
import { StoreUnusable } from "#store/store.ts";

export const restore: Command = {
  usage: "restore FILE [--replace]",
  summary: "Make a backup the database again, once every server is stopped. With PostgreSQL: say which tool does.",
  flags: { replace: "There is a database already: keep it beside the new one, under a name with the date." },
  async run({ settings, words: [word], flags }) {
    if (word === undefined) throw new UsageError("which file?");
    const { database } = settings;
    if (database.engine === "postgres") {
      say(
        [
          "PostgreSQL has tools of its own for this. Stop every server, make a new, empty database, and then:",
          `  pg_restore --no-owner --exit-on-error --dbname="$KEYWRIGHT_DATABASE_URL" ${word}`,
          "or recover to a moment of the past from an archive of its write-ahead log (point-in-time recovery).",
        ].join("\n"),
      );
      return 1;
    }
    const file = resolve(word);
    const { newestEventAt } = examineBackup(settings, file);
    if (existsSync(database.path)) refuseToReplace(database.path, flags.has("replace"));
    const kept = await putInPlace(file, database.path);

    say(`${database.path} is what ${file} holds.`);
    if (newestEventAt !== null)
      say(
        `Its newest event is of ${Temporal.Instant.fromEpochMilliseconds(newestEventAt)}. What came later is not in it.`,
      );
    if (kept !== null) say(`The database of before is kept: ${kept}`);
    say("Now start the server.");
    return 0;
  },
};

/** @throws StoreUnusable when the file is not a whole database that this program and this secret can work with */
function examineBackup(settings: Settings, file: string): Inspection {
  if (!existsSync(file)) throw new StoreUnusable(`${file} is not there.`);
  const inspection = inspect(file);
  const { damage, appliedMigrations, secretCheck } = inspection;
  if (damage[0] !== undefined) throw new StoreUnusable(`${file} is damaged (${damage[0]}). Take an earlier backup.`);
  if (appliedMigrations.length === 0 || secretCheck === null)
    throw new StoreUnusable(`${file} is a database, but no installation of Keywright is in it.`);
  const fault = schemaFault(appliedMigrations);
  if (fault !== null) throw new StoreUnusable(`${file} can't be used. ${fault}`);
  const secrets = knownSecrets(settings);
  if (secrets === null)
    throw new StoreUnusable(
      `There is no secret yet, and a backup can be read with its own only. Put it back to ${secretPath(settings)}, or set KEYWRIGHT_SECRET.`,
    );
  if (!createVault(secrets.current, secrets.previous).writeWith(secretCheck))
    throw new StoreUnusable(
      `${file} was made with another secret. Set KEYWRIGHT_SECRET to that one, or put its file back to ${secretPath(settings)}.`,
    );
  return inspection;
}

function inspect(file: string): Inspection {
  try {
    return inspectSqlite(file);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new StoreUnusable(`${file} can't be read as a database: ${reason}.`, { cause: error });
  }
}

/** @throws StoreUnusable when a server uses the database, or nobody has said that it may be replaced */
function refuseToReplace(path: string, mayReplace: boolean): void {
  if (!mayReplace)
    throw new StoreUnusable(
      `There is a database already: ${path}. With --replace it is kept under another name, and the backup takes its place.`,
    );
  try {
    if (isInUse(path)) throw new StoreUnusable("A server uses the database. Stop every server first.");
  } catch (error) {
    if (error instanceof StoreUnusable) throw error;
    say(`${path} is damaged, so nobody can tell from it whether a server uses it. Make sure that none does.`);
  }
}

/** The backup is whole and on disk before the old database moves. @returns where that one is now; null = there was none */
async function putInPlace(file: string, path: string): Promise<string | null> {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const draft = `${path}.${process.pid}.part`;
  const progress = new Progress();
  try {
    await copySqliteFile(file, draft, (done) => progress.show(done));
    progress.end();
    // Colons are no part of a name on every system.
    const kept = `${path}.replaced-${systemClock.now().toString().replaceAll(":", "")}`;
    // With what lies beside it: whatever a crash left in its log belongs to it, and would spoil the new one.
    const old = SQLITE_ENDS.filter((end) => existsSync(path + end));
    for (const end of old) rename(path + end, kept + end);
    rename(draft, path);
    return old.length === 0 ? null : kept;
  } catch (error) {
    progress.end();
    removeSqlite(draft);
    const reason = error instanceof Error ? error.message : String(error);
    throw new StoreUnusable(`The backup could not be put in place: ${reason}.`, { cause: error });
  }
}
