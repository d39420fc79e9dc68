import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { Client } from "pg";
import { expect, onTestFinished, test } from "vitest";
import { openInstallation } from "#app.ts";
import { givenDatabase } from "#test/database.ts";
import { givenFolder } from "#test/folder.ts";
import { Given, GivenServer, givenSettings, TestClock } from "#test/given.ts";
import { runCommand, startProcess } from "#test/process.ts";
import { cleanEnvironment, MAIN } from "#test/server-process.ts";

type Shop = Awaited<ReturnType<typeof givenShop>>;

/** A shop on SQLite with a few licenses, and a token for its API. Nothing has it open. */
async function givenShop() {
  const environment = { KEYWRIGHT_DATA_DIR: givenFolder(), KEYWRIGHT_SECRET: "a secret of 32 characters or more" };
  const { services, close } = await openInstallation(await givenSettings(environment));
  const given = new Given(services, new TestClock());
  const token = await given.token();
  for (let number = 0; number < 3; number++) await given.license();
  const { key } = await given.license();
  await close();
  return { environment, services, key, token };
}

/** Where an empty PostgreSQL database is, and how a server finds it that has the shop's secret. */
async function givenTarget({ KEYWRIGHT_SECRET }: { KEYWRIGHT_SECRET: string }) {
  const { KEYWRIGHT_DATABASE_URL = "" } = await givenDatabase({ bare: true });
  return { url: KEYWRIGHT_DATABASE_URL, environment: { KEYWRIGHT_DATABASE_URL, KEYWRIGHT_SECRET } };
}

/** What a server on this database answers: that the key is valid, and these things, list by list. */
async function served(environment: Record<string, string>, { services, key, token }: Shop) {
  const started = await startProcess(environment);
  const server = new GivenServer(services, new TestClock(), started.url);
  const validated = await server.call("POST", "/license/validate", { body: { licenseKey: key } });
  expect(validated).toMatchObject({ status: 200, body: { valid: true, code: "VALID" } });
  const lists: Record<string, unknown> = {};
  for (const list of ["products", "customers", "orders", "licenses", "events"]) {
    const { status, body } = await server.call("GET", `/api/v1/${list}?limit=100`, { token });
    expect(status).toBe(200);
    lists[list] = body.items;
  }
  await started.kill("SIGTERM");
  return lists;
}

test("a shop that moves to PostgreSQL and back is served there as here", async () => {
  const shop = await givenShop();
  const { environment } = shop;
  const target = await givenTarget(environment);
  const here = await served(environment, shop);
  const there = await runCommand(["copy", "--to", target.url], environment);
  expect(there).toMatchObject({ status: 0, stderr: expect.stringContaining("The copy is whole") });
  expect(there.stdout).toMatch(/^orders +4 rows {2}sha256 [0-9a-f]{64} {2}equal$/m);
  expect(there.stderr).toMatch(/KEYWRIGHT_DATABASE_URL .*\n {2}KEYWRIGHT_SECRET +the same as now/);
  expect(there.stderr).not.toContain("Something uses the database");
  expect(await runCommand(["audit", "verify"], target.environment)).toMatchObject({ status: 0 });

  const folder = join(givenFolder(), "data");
  const back = await runCommand(["copy", "--to", `file:${folder}/`], target.environment);
  expect(back).toMatchObject({ status: 0, stdout: there.stdout });
  expect(back.stderr).toContain(`KEYWRIGHT_DATA_DIR      ${folder}\n`);
  const { KEYWRIGHT_SECRET } = environment;
  const returned = { KEYWRIGHT_DATA_DIR: folder, KEYWRIGHT_SECRET };
  expect(await served(returned, shop)).toEqual(here);
  expect(await runCommand(["audit", "verify"], returned)).toMatchObject({ status: 0 });
});

test("a copy that is killed on its way goes on where it was", async () => {
  const shop = await givenShop();
  const { environment } = shop;
  const target = await givenTarget(environment);
  // Nobody can write events: the copy comes as far as them and no further.
  await runUntil("Copying installation", target.url, environment);
  const gate = new Client(target.url);
  await gate.connect();
  onTestFinished(() => gate.end());
  await gate.query("begin; lock table events in exclusive mode");
  await runUntil("Copying tokens", target.url, environment);
  await gate.query("rollback");

  const closed = await runCommand(["token", "list"], target.environment);
  expect(closed).toMatchObject({ status: 1, stderr: expect.stringContaining("a copy that is not whole yet") });
  const { status, stderr } = await runCommand(["copy", "--to", target.url], environment);
  expect(status).toBe(0);
  expect(stderr).toMatch(/^Checking installation\n(Checking .*\n)+Copying events\n/);
  await served(target.environment, shop);
});

/** Copies until the process says this, and kills it then. */
async function runUntil(line: string, url: string, environment: Record<string, string>): Promise<void> {
  const child = spawn(process.execPath, [MAIN, "copy", "--to", url], {
    env: cleanEnvironment(environment),
    stdio: ["ignore", "ignore", "pipe"],
  });
  const gone = once(child, "close");
  createInterface({ input: child.stderr }).on("line", (said) => said === line && child.kill("SIGKILL"));
  await gone;
}

test("while a server uses the shop, it is said what that means for the copy", async () => {
  const { environment } = await givenShop();
  const target = await givenTarget(environment);
  await startProcess(environment);
  const { status, stderr } = await runCommand(["copy", "--to", target.url], environment);
  expect(status).toBe(0);
  expect(stderr).toMatch(/^Something uses the database.*stop every server first/);
  expect(stderr).toContain("Servers on the old database were not stopped.");
});

test("the secret that was generated beside the file is pointed at, and not printed", async () => {
  const environment = { KEYWRIGHT_DATA_DIR: givenFolder() };
  await runCommand(["token", "create", "--name", "x"], environment);
  const target = await givenTarget({ KEYWRIGHT_SECRET: "" });
  const { status, stderr } = await runCommand(["copy", "--to", target.url], environment);
  expect(status).toBe(0);
  expect(stderr).toContain(`KEYWRIGHT_SECRET="$(cat '${join(environment.KEYWRIGHT_DATA_DIR, "secret")}')"`);
});

test.each<[string[], number, RegExp]>([
  [[], 2, /where to\?.*\nUsage: keywright copy --to TARGET/],
  [["--to", "mysql://db/x"], 2, /must be an address postgres:\/\/… or the path of a file/],
  [["--to", "postgres://db:x/y"], 2, /host or port/],
  [["--to", "other.db"], 1, /keywright backup FILE/],
  [["--to", "postgres://db/x"], 1, /nothing to copy: .*keywright\.db is not there/],
])("copy %o can't be done, and it is said why", async (words, code, said) => {
  const { status, stderr } = await runCommand(["copy", ...words], { KEYWRIGHT_DATA_DIR: givenFolder() });
  expect(status).toBe(code);
  expect(stderr).toMatch(said);
});

test("from PostgreSQL to PostgreSQL its own tools are pointed at", async () => {
  const { url, environment } = await givenTarget({ KEYWRIGHT_SECRET: "a secret of 32 characters or more" });
  const { status, stderr } = await runCommand(["copy", "--to", url], environment);
  expect({ status, stderr }).toEqual({ status: 1, stderr: expect.stringContaining("pg_dump and pg_restore") });
});
