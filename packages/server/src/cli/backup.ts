import { existsSync, statSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { type Command, UsageError } from "#cli/command.ts";
import { Progress } from "#cli/progress.ts";
import { say } from "#kit/say.ts";
import { secretPath } from "#settings.ts";
import { copySqliteFile, removeSqlite, rename } from "#store/sqlite/files.ts";
import { inspectSqlite } from "#store/sqlite/inspect.ts";
import { StoreUnusable } from "#store/store.ts";

export const backup: Command = {
  usage: "backup FILE",
  summary: "Write the whole database into a new file, while it is used. With PostgreSQL: say which tool does.",
  async run({ settings, words: [word] }) {
    if (word === undefined) throw new UsageError("into which file?");
    const { database } = settings;
    if (database.engine === "postgres") {
      say(
        [
          "PostgreSQL has tools of its own for this:",
          `  pg_dump --format=custom --file=${word} "$KEYWRIGHT_DATABASE_URL"    one file, consistent, while serving`,
          "  pg_basebackup and an archive of the write-ahead log               any moment of the past (point-in-time recovery)",
          "KEYWRIGHT_SECRET is in neither of them: keep it apart.",
        ].join("\n"),
      );
      return 1;
    }
    const file = resolve(word);
    refuse(database.path, file);
    await writeBackup(database.path, file);
    const size = (statSync(file).size / 1e6).toFixed(1);
    const where = settings.secret === null ? secretPath(settings) : "KEYWRIGHT_SECRET";
    say(`${file} holds the whole database (${size} MB).`);
    say(`It does not hold the secret, without which no license key in it can be read: keep ${where} apart from it.`);
    return 0;
  },
};

/** @throws StoreUnusable when there is nothing to back up, or no room for the file's name */
function refuse(database: string, file: string): void {
  if (!existsSync(database))
    throw new StoreUnusable(`There is nothing to back up: ${database} is not there. Set KEYWRIGHT_DATA_DIR.`);
  if (existsSync(file)) throw new StoreUnusable(`${file} is there already and is left as it is. Say another name.`);
  if (!existsSync(dirname(file))) throw new StoreUnusable(`The folder ${dirname(file)} is not there.`);
}

/** The file gets its name once it is whole and on disk: what bears the name can be relied on. */
async function writeBackup(database: string, file: string): Promise<void> {
  const draft = `${file}.${process.pid}.part`;
  const progress = new Progress();
  try {
    await copySqliteFile(database, draft, (done) => progress.show(done));
    progress.end();
    const [damage] = inspectSqlite(draft).damage;
    if (damage !== undefined) throw new StoreUnusable(`The database is damaged (${damage}), so this is no backup.`);
    rename(draft, file);
  } catch (error) {
    progress.end();
    removeSqlite(draft);
    if (error instanceof StoreUnusable) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new StoreUnusable(`No backup was written: ${reason}. \`keywright doctor\` looks closer.`, { cause: error });
  }
}
