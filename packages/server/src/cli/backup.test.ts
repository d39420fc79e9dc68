import { existsSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { setImmediate } from "node:timers/promises";
import { expect, onTestFinished, test } from "vitest";
import { copySqliteFile } from "#store/sqlite/files.ts";
import { givenFolder } from "#test/folder.ts";
import { givenServer } from "#test/given.ts";
import { runCommand } from "#test/process.ts";

test("while a server takes orders, a backup is one whole file that its owner alone can read, without the secret", async () => {
  const folder = givenFolder();
  const server = await givenServer({ KEYWRIGHT_DATA_DIR: folder });
  const { license } = await server.license();
  const file = join(givenFolder(), "shop.backup");
  const running = runCommand(["backup", file], { KEYWRIGHT_DATA_DIR: folder });
  let ended = false;
  void running.finally(() => (ended = true));
  while (!ended) {
    await server.license();
    await setImmediate();
  }

  const { status, stderr } = await running;
  expect(status).toBe(0);
  expect(stderr).toContain(
    `It does not hold the secret, without which no license key in it can be read: keep ${folder}`,
  );
  if (process.platform !== "win32") expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(readdirSync(join(file, ".."))).toEqual(["shop.backup"]);
  const db = new DatabaseSync(file, { readOnly: true });
  onTestFinished(() => db.close());
  expect(db.prepare("PRAGMA journal_mode").get()).toEqual({ journal_mode: "delete" });
  expect(db.prepare("SELECT id FROM licenses WHERE id = ?").get(license.id)).toEqual({ id: license.id });
  // Each order with its license, and no half of one.
  const orders = db.prepare("SELECT count(*) AS rows FROM orders").get();
  expect(db.prepare("SELECT count(*) AS rows FROM licenses").get()).toEqual(orders);
});

test("a shop in which something changes all the time does not make it begin again", async () => {
  const folder = givenFolder();
  const db = new DatabaseSync(join(folder, "a.db"));
  onTestFinished(() => db.close());
  db.exec("PRAGMA journal_mode = WAL; CREATE TABLE rows (text TEXT); BEGIN");
  const insert = db.prepare("INSERT INTO rows VALUES (?)");
  for (let number = 0; number < 4_000; number++) insert.run("x".repeat(4_000));
  db.exec("COMMIT");
  const shares: number[] = [];
  await copySqliteFile(join(folder, "a.db"), join(folder, "b.db"), (done) => {
    shares.push(done);
    insert.run("changed meanwhile");
  });
  expect(shares.length).toBeGreaterThan(2);
  expect(shares).toEqual(shares.toSorted((one, other) => one - other));
  const copy = new DatabaseSync(join(folder, "b.db"), { readOnly: true });
  onTestFinished(() => copy.close());
  expect(copy.prepare("SELECT count(*) AS rows FROM rows").get()).toEqual({ rows: 4_000 });
});

test.each<[string, (folder: string) => string[], RegExp]>([
  ["no file is named", () => ["backup"], /into which file\?/],
  ["there is no database", (folder) => ["backup", join(folder, "x")], /nothing to back up/],
  [
    "the file is there",
    (folder) => {
      for (const name of ["keywright.db", "x"]) writeFileSync(join(folder, name), "kept");
      return ["backup", join(folder, "x")];
    },
    /is there already and is left as it is/,
  ],
  [
    "its folder is not there",
    (folder) => {
      writeFileSync(join(folder, "keywright.db"), "");
      return ["backup", join(folder, "missing", "x")];
    },
    /The folder .*missing is not there/,
  ],
  [
    "the database is damaged",
    (folder) => {
      writeFileSync(join(folder, "keywright.db"), "x".repeat(5_000));
      return ["backup", join(folder, "y")];
    },
    /No backup was written: .*not a database/,
  ],
])("nothing is written when %s", async (_when, prepare, words) => {
  const folder = givenFolder();
  const call = prepare(folder);
  const before = readdirSync(folder);
  const { status, stderr } = await runCommand(call, { KEYWRIGHT_DATA_DIR: folder });
  expect(status).toBeGreaterThan(0);
  expect(stderr).toMatch(words);
  expect(readdirSync(folder)).toEqual(before);
});

test.each([
  ["backup", /pg_dump --format=custom --file=FILE/],
  ["restore", /pg_restore .*FILE/],
])("with PostgreSQL, %s points at its own tools", async (command, words) => {
  const { status, stderr } = await runCommand([command, "FILE"], {
    KEYWRIGHT_DATABASE_URL: "postgres://127.0.0.1:1/nobody",
    KEYWRIGHT_SECRET: "a secret of 32 characters or more",
  });
  expect(status).toBe(1);
  expect(stderr).toMatch(words);
  expect(existsSync("FILE")).toBe(false);
});
