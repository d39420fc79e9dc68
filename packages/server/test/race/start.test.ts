import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { MIGRATIONS } from "#store/migrations/index.ts";
import { inspectSqlite } from "#store/sqlite/inspect.ts";
import { givenDatabase } from "#test/database.ts";
import { runKeywright, type StartedProcess, startProcess } from "#test/process.ts";

const CREATE_TOKEN = ["token", "create", "--name", "tests"];

test("ten processes that start at once on an empty database share one installation", async () => {
  const database = await givenDatabase({ bare: true });
  const starting = Promise.all(Array.from({ length: 10 }, () => startProcess(database)));
  const [processes, token] = await Promise.all([starting, runKeywright(CREATE_TOKEN, database)]);

  for (const server of processes) expect(await statusOf(server, "/readyz", token)).toBe(200);
  // A token is found by a hash that the secret goes into: one that works everywhere means one secret everywhere.
  for (const server of processes) expect(await statusOf(server, "/api/v1/products", token)).toBe(200);
  if (database.KEYWRIGHT_DATA_DIR !== undefined) expectOneFolder(database.KEYWRIGHT_DATA_DIR);
  // Any of them can be asked to set up the first account, with the link that any of them has printed.
  const links = await Promise.all(processes.map((server) => server.says("Set up the first account")));
  expect(new Set(links.map((link) => link.split("#")[1])).size).toBe(1);
  for (const server of processes) expect(server.said).toHaveLength(2);
});

test("a token that was made before works on each of ten processes that start at once", async () => {
  const database = await givenDatabase({ bare: true });
  const token = await runKeywright(CREATE_TOKEN, database);
  const processes = await Promise.all(Array.from({ length: 10 }, () => startProcess(database)));

  for (const server of processes) expect(await statusOf(server, "/api/v1/products", token)).toBe(200);
});

/** What the embedded engine keeps is whole, and there is one secret, closed to others. */
function expectOneFolder(dataDir: string): void {
  expect(readdirSync(dataDir).filter((name) => name.startsWith("secret"))).toEqual(["secret"]);
  expect(readFileSync(join(dataDir, "secret"), "utf8")).toMatch(/^[\w-]{43}\n$/);
  expect(statSync(join(dataDir, "secret")).mode & 0o777).toBe(process.platform === "win32" ? 0o666 : 0o600);
  const { appliedMigrations, damage } = inspectSqlite(join(dataDir, "keywright.db"));
  expect(appliedMigrations.map(({ name }) => name)).toEqual(MIGRATIONS.map(({ name }) => name));
  expect(damage).toEqual([]);
}

async function statusOf({ url }: StartedProcess, path: string, token: string): Promise<number> {
  const response = await fetch(url + path, { headers: { authorization: `Bearer ${token}` } });
  await response.body?.cancel();
  return response.status;
}
