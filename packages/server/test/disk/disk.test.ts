import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { closeSync, cpSync, openSync, rmSync, statSync, writeSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { DatabaseSync } from "node:sqlite";
import { expect, test } from "vitest";
import { openInstallation } from "#app.ts";
import { givenFolder } from "#test/folder.ts";
import { Given, GivenServer, givenInstallation, givenSettings, TestClock } from "#test/given.ts";
import { runCommand, startProcess } from "#test/process.ts";
import { cleanEnvironment, MAIN } from "#test/server-process.ts";

/* A server whose disk fails it, with real disks where the machine lets a test have one. */

/** A disk of a few megabytes of our own, in a user namespace: not every machine allows it to everybody. */
const HAS_SMALL_DISKS =
  spawnSync("unshare", ["-rm", "mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", "/mnt"]).status === 0;
/** Without util-linux nobody else can let a process write again that was told not to. */
const HAS_LIMITS = spawnSync("prlimit", ["--version"]).status === 0;

/** To let system calls of a running process fail takes strace, and the right to use it on others' processes. */
const HAS_FAULTS = canInjectFaults();

const MEGABYTE = Buffer.alloc(1_000_000, "x");

/** What calls of each kind are answered: a look-up by the application, a change, and whether the server is ready. */
async function answers(server: GivenServer, key: string) {
  const validated = await server.call("POST", "/license/validate", { body: { licenseKey: key } });
  const metadata = { note: "x".repeat(7_000) };
  const activated = await server.call("POST", "/license/activate", { body: { licenseKey: key, metadata } });
  const ready = await server.call("GET", "/readyz");
  return { validated, activated, ready };
}

async function expectReadOnlyService(server: GivenServer, key: string): Promise<void> {
  const { validated, activated, ready } = await answers(server, key);
  expect(validated).toMatchObject({ status: 200, body: { valid: true } });
  expect(activated).toMatchObject({ status: 503, body: { code: "UNAVAILABLE" } });
  expect(activated.headers.get("retry-after")).toBe("30");
  expect(ready.status).toBe(503);
}

async function expectFullService(server: GivenServer, key: string): Promise<void> {
  await expect.poll(async () => (await server.call("GET", "/readyz")).status).toBe(200);
  const { validated, activated } = await answers(server, key);
  expect(validated.status).toBe(200);
  expect(activated.status).toBe(201);
}

/** Activates until the disk has no room for more. @returns how many were answered as done */
async function activateUntilRefused(server: GivenServer, key: string): Promise<number> {
  for (let done = 0; ; done++) {
    const { activated } = await answers(server, key);
    if (activated.status !== 201) return done;
  }
}

async function activationsIn(environment: Record<string, string>): Promise<number> {
  const { services, close } = await openInstallation(await givenSettings(environment));
  const rows = await services.store.read.selectFrom("activations").select("id").execute();
  await close();
  return rows.length;
}

test.skipIf(!HAS_SMALL_DISKS)(
  "a full disk: changes get 503, look-ups go on, one line tells the owner, and room is all that it takes to recover (skipped where a user may not mount a disk)",
  async () => {
    const environment = { KEYWRIGHT_DATA_DIR: givenFolder() };
    const prepared = await openInstallation(await givenSettings(environment));
    const { key } = await new Given(prepared.services, new TestClock()).license();
    await prepared.close();
    const mountPoint = givenFolder();
    const started = await startProcess({ KEYWRIGHT_DATA_DIR: mountPoint }, [
      ...["unshare", "-rm", "sh", "-c"],
      'mount -t tmpfs -o size=8m tmpfs "$0" && cp "$1"/* "$0" && shift && exec "$@"',
      ...[mountPoint, environment.KEYWRIGHT_DATA_DIR],
    ]);
    const server = new GivenServer(prepared.services, new TestClock(), started.url);
    // The disk is there for the server alone; from outside it is found through the process.
    const disk = `/proc/${started.child.pid}/root${mountPoint}`;
    const filler = join(disk, "filler");
    fill(filler);

    const done = await activateUntilRefused(server, key);
    await expectReadOnlyService(server, key);
    await expectReadOnlyService(server, key);
    await started.says("database.ailing");
    const lines = started.said.filter((line) => line.includes("database.ailing"));
    expect(lines).toEqual([expect.stringMatching(/the disk is full.*keywright doctor/)]);

    rmSync(filler);
    await expectFullService(server, key);
    await started.says("database.well");
    expect(started.said.filter((line) => line.includes("database.well"))).toHaveLength(1);
    // Nobody changes it now, so its files can be copied one after another.
    cpSync(disk, environment.KEYWRIGHT_DATA_DIR, { recursive: true });
    expect(await activationsIn(environment)).toBe(done + 1);
  },
);

test.skipIf(!HAS_SMALL_DISKS)(
  "a read-only disk: nothing starts, and doctor says what to mend (skipped where a user may not mount a disk)",
  async () => {
    const folder = givenFolder();
    const { close } = await openInstallation(await givenSettings({ KEYWRIGHT_DATA_DIR: folder }));
    await close();
    const run = (command: string) =>
      spawnSync(
        "unshare",
        [
          ...["-rm", "sh", "-c"],
          'mount --bind "$0" "$0" && mount -o remount,bind,ro "$0" && exec "$@"',
          ...[folder, process.execPath, MAIN, command],
        ],
        { env: cleanEnvironment({ KEYWRIGHT_DATA_DIR: folder, PORT: "0" }), encoding: "utf8" },
      );
    const served = run("serve");
    expect(served.status).toBe(1);
    expect(served.stderr).toMatch(/^.*keywright\.db can't be opened: .*keywright doctor.*\n$/);
    const examined = run("doctor");
    expect(examined.stdout).toMatch(/wrong +data folder .*mounted read-only/);
    expect(examined.stdout).toMatch(/wrong +database .*(can't be written to|can't be read)/);
  },
);

/** Writes until there is no room for another byte. */
function fill(path: string): void {
  const file = openSync(path, "w");
  try {
    for (let size = MEGABYTE.length; size > 0; ) {
      try {
        writeSync(file, MEGABYTE, 0, size);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== "ENOSPC") throw error;
        size = Math.floor(size / 2);
      }
    }
  } finally {
    closeSync(file);
  }
}

test.skipIf(!HAS_LIMITS)(
  "a disk that fails: changes get 503 and change nothing, and work again as soon as it does (skipped where nobody has prlimit)",
  async () => {
    const environment = { KEYWRIGHT_DATA_DIR: givenFolder() };
    const given = await givenInstallation(environment);
    const { key } = await given.license();
    const started = await startProcess(environment);
    const server = new GivenServer(given.services, given.clock, started.url);
    const limit = (bytes: string) =>
      spawnSync("prlimit", [`--pid=${started.child.pid}`, `--fsize=${bytes}:`]).status === 0;
    expect(limit(String(statSync(join(environment.KEYWRIGHT_DATA_DIR, "keywright.db-wal")).size + 20_000))).toBe(true);

    const before = await activateUntilRefused(server, key);
    await expectReadOnlyService(server, key);
    await started.says("database.ailing: the disk reports an error");
    expect(started.said.filter((line) => line.includes("database.ailing: the disk reports an error"))).toHaveLength(1);
    expect(await activationsIn(environment)).toBe(before);

    expect(limit("unlimited")).toBe(true);
    await expectFullService(server, key);
    expect(await activationsIn(environment)).toBe(before + 1);
  },
);

test.skipIf(!HAS_FAULTS)(
  "a disk that does not keep what was written: changes get 503 until all of the log is written anew (skipped where strace may not be used)",
  async () => {
    const environment = { KEYWRIGHT_DATA_DIR: givenFolder() };
    const given = await givenInstallation(environment);
    const { key } = await given.license();
    const started = await startProcess(environment);
    const server = new GivenServer(given.services, given.clock, started.url);
    const { activated: before } = await answers(server, key);
    expect(before.status).toBe(201);

    const mend = await failing(started.child.pid as number, "fdatasync", "EIO");
    const { activated: unsure, validated } = await answers(server, key);
    expect(unsure).toMatchObject({
      status: 503,
      body: { detail: expect.stringMatching(/It may have been made or not/) },
    });
    expect(validated.status).toBe(200);
    await expectReadOnlyService(server, key);
    await expectReadOnlyService(server, key);
    await started.says("database.ailing: the disk reports an error");

    await mend();
    await expectFullService(server, key);
    // The one before, the one of which nobody knew, and the one after; of those that changed nothing, none.
    expect(await activationsIn(environment)).toBe(3);
  },
);

/** Lets every call of that kind fail in the process from now on. @returns mends it */
async function failing(pid: number, call: string, error: string): Promise<() => Promise<void>> {
  const strace = spawn(
    "strace",
    ["-f", "-p", String(pid), "-e", `trace=${call}`, "-e", `inject=${call}:error=${error}`],
    {
      stdio: ["ignore", "ignore", "pipe"],
    },
  );
  const ended = once(strace, "exit");
  for await (const line of createInterface(strace.stderr)) if (/attached/.test(line)) break;
  strace.stderr.resume();
  return async () => {
    strace.kill("SIGINT");
    await ended;
  };
}

function canInjectFaults(): boolean {
  const sleeper = spawn("sleep", ["60"]);
  try {
    const words = ["-p", String(sleeper.pid), "-e", "inject=fdatasync:error=EIO"];
    // It would go on for as long as the sleeper does.
    return /attached/.test(String(spawnSync("timeout", ["-s", "INT", "0.5", "strace", ...words]).stderr));
  } finally {
    sleeper.kill();
  }
}

test("a damaged file: what needs the damaged part gets 503, the rest goes on, and readiness and doctor say so", async () => {
  const environment = { KEYWRIGHT_DATA_DIR: givenFolder() };
  const installation = await openInstallation(await givenSettings(environment));
  const given = new Given(installation.services, new TestClock());
  const { key } = await given.license();
  const token = await given.token();
  await installation.close();
  damageEvents(join(environment.KEYWRIGHT_DATA_DIR, "keywright.db"));

  const started = await startProcess(environment);
  const server = new GivenServer(installation.services, given.clock, started.url);
  const events = () => server.call("GET", "/api/v1/events", { token });
  for (let times = 0; times < 3; times++) expect(await events()).toMatchObject({ status: 503 });
  await expectReadOnlyService(server, key);
  await started.says("database.ailing: the file is damaged");
  expect(started.said.filter((line) => line.includes("database.ailing: the file is damaged"))).toHaveLength(1);
  const { stdout } = await runCommand(["doctor"], { ...environment, PORT: "0" });
  expect(stdout).toMatch(/wrong +database .*is damaged.*keywright restore FILE --replace/);
});

/** Writes something else over the page with which the table of events begins. */
function damageEvents(path: string): void {
  const db = new DatabaseSync(path);
  const [page, size] = [
    db.prepare("SELECT rootpage FROM sqlite_schema WHERE name = 'events'").get()?.rootpage as number,
    db.prepare("PRAGMA page_size").get()?.page_size as number,
  ];
  db.close();
  const file = openSync(path, "r+");
  writeSync(file, Buffer.alloc(size, "x"), 0, size, (page - 1) * size);
  closeSync(file);
}
