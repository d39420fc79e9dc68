import { copyFileSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect, test } from "vitest";
import { validate } from "#actions/licenses/validate.ts";
import { checkRecord } from "#actions/record/check.ts";
import { openInstallation } from "#app.ts";
import { givenFolder } from "#test/folder.ts";
import { APPLICATION, Given, givenSettings, TestClock, taken } from "#test/given.ts";
import { runCommand, runKeywright, startProcess } from "#test/process.ts";

/** An installation in a folder, a backup of it, and a key that both know. */
async function givenBackup() {
  const folder = givenFolder();
  const key = await sellIn(folder);
  const file = join(givenFolder(), "shop.backup");
  await runKeywright(["backup", file], { KEYWRIGHT_DATA_DIR: folder });
  return { folder, file, key };
}

/** Issues a license; the key is answered. */
async function sellIn(folder: string): Promise<string> {
  const { services, close } = await openInstallation(await givenSettings({ KEYWRIGHT_DATA_DIR: folder }));
  const { key } = await new Given(services, new TestClock()).license();
  await close();
  return key;
}

async function isValid(folder: string, key: string): Promise<boolean> {
  const { services, close } = await openInstallation(await givenSettings({ KEYWRIGHT_DATA_DIR: folder }));
  const device = { instanceId: null, fingerprint: null, productIdentifier: null };
  const { verdict } = taken(await validate({ ...services, actor: APPLICATION }, { ...device, licenseKey: key }));
  expect((await checkRecord(services)).faults).toEqual([]);
  await close();
  return verdict.valid;
}

function restore(folder: string, file: string, ...words: string[]) {
  return runCommand(["restore", file, ...words], { KEYWRIGHT_DATA_DIR: folder });
}

test("on a new machine, with the secret, a backup is the shop again", async () => {
  const { folder, file, key } = await givenBackup();
  const fresh = givenFolder();
  copyFileSync(join(folder, "secret"), join(fresh, "secret"));
  const { status, stderr } = await restore(fresh, file);
  expect(status).toBe(0);
  expect(stderr).toMatch(/Its newest event is of .*Now start the server/s);
  expect(readdirSync(fresh).sort()).toEqual(["keywright.db", "secret"]);
  expect(await isValid(fresh, key)).toBe(true);
});

test("with --replace the old database is kept beside it, whole, under a name with the date", async () => {
  const { folder, file, key } = await givenBackup();
  await crashAfterChange(folder);
  const { status, stderr } = await restore(folder, file, "--replace");
  expect({ status, stderr }).toEqual({ status: 0, stderr: expect.stringContaining("is kept") });
  expect(await isValid(folder, key)).toBe(true);
  expect(await tokensIn(folder)).toBe("");

  const kept = /is kept: (.*)$/m.exec(stderr)?.[1] ?? "";
  expect(kept).toMatch(/keywright\.db\.replaced-\d{4}-\d\d-\d\dT\d{6}\.?\d*Z$/);
  const again = givenFolder();
  copyFileSync(join(folder, "secret"), join(again, "secret"));
  expect((await restore(again, kept)).status).toBe(0);
  expect(await tokensIn(again)).toMatch(/late$/);
});

function tokensIn(folder: string): Promise<string> {
  return runKeywright(["token", "list"], { KEYWRIGHT_DATA_DIR: folder });
}

/** Makes a token while a server runs that ends without closing the database: the change is in the log beside the file. */
async function crashAfterChange(folder: string): Promise<void> {
  const started = await startProcess({ KEYWRIGHT_DATA_DIR: folder });
  await runKeywright(["token", "create", "--name", "late"], { KEYWRIGHT_DATA_DIR: folder });
  await started.kill("SIGKILL");
  expect(readdirSync(folder)).toContain("keywright.db-wal");
}

test("a damaged database is replaced as well, with a word about what can't be known", async () => {
  const { folder, file, key } = await givenBackup();
  writeFileSync(join(folder, "keywright.db"), "x".repeat(5_000));
  const { status, stderr } = await restore(folder, file, "--replace");
  expect(status).toBe(0);
  expect(stderr).toMatch(/is damaged, so nobody can tell from it whether a server uses it/);
  expect(await isValid(folder, key)).toBe(true);
});

test("nothing is touched while a server uses the database", async () => {
  const { folder, file } = await givenBackup();
  const server = await startProcess({ KEYWRIGHT_DATA_DIR: folder });
  expect(await restore(folder, file, "--replace")).toMatchObject({
    status: 1,
    stderr: "A server uses the database. Stop every server first.\n",
  });
  await server.kill("SIGTERM");
  expect((await restore(folder, file, "--replace")).status).toBe(0);
});

interface Situation {
  readonly folder: string;
  readonly file: string;
}

test.each<[string, (given: Situation) => Promise<Situation> | Situation, RegExp]>([
  ["there is a database and nobody said that it may go", (given) => given, /With --replace it is kept/],
  ["the file is not there", ({ folder }) => ({ folder, file: join(folder, "missing") }), /is not there/],
  [
    "the file is no database",
    ({ folder, file }) => {
      writeFileSync(file, "something else, and long enough for a header ".repeat(100));
      return { folder, file };
    },
    /can't be read as a database/,
  ],
  [
    "the file is damaged",
    ({ folder, file }) => {
      const bytes = readFileSync(file);
      bytes.fill("x", 8_192, 200_000);
      writeFileSync(file, bytes);
      return { folder, file };
    },
    /is damaged|can't be read as a database/,
  ],
  [
    "the file is somebody else's database",
    ({ folder }) => {
      const file = join(folder, "other.db");
      const db = new DatabaseSync(file);
      db.exec("CREATE TABLE wiki (text TEXT)");
      db.close();
      return { folder, file };
    },
    /no installation of Keywright is in it/,
  ],
  [
    "a newer Keywright has changed what is in the file",
    ({ folder, file }) => {
      const db = new DatabaseSync(file);
      db.exec("INSERT INTO migrations VALUES ('9999-newer', 'contract', 0)");
      db.close();
      return { folder, file };
    },
    /changed by a newer Keywright \(it knows 9999-newer\)/,
  ],
  [
    "the secret is another one",
    async ({ file }) => {
      const folder = givenFolder();
      await sellIn(folder);
      return { folder, file };
    },
    /was made with another secret/,
  ],
  ["there is no secret", ({ file }) => ({ folder: givenFolder(), file }), /There is no secret yet.*KEYWRIGHT_SECRET/],
])("nothing is restored when %s", async (_when, prepare, words) => {
  const { folder, file } = await prepare(await givenBackup());
  const before = contents(folder);
  const { status, stderr } = await restore(folder, file);
  expect(stderr).toMatch(words);
  expect(status).toBe(1);
  expect(contents(folder)).toEqual(before);
});

/** The database, the secret and what else lies there, but for what SQLite lays beside a file that it looks at. */
function contents(folder: string): Record<string, string> {
  const names = readdirSync(folder).filter((name) => !/-(wal|shm)$/.test(name));
  return Object.fromEntries(names.map((name) => [name, readFileSync(join(folder, name), "base64")]));
}
