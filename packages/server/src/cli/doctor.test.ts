import { chmodSync, existsSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect, onTestFinished, test } from "vitest";
import { openInstallation } from "#app.ts";
import { findingOfRoom } from "#cli/doctor/folder.ts";
import { givenFolder } from "#test/folder.ts";
import { givenSettings } from "#test/given.ts";
import { runCommand } from "#test/process.ts";

async function givenUsedFolder(): Promise<string> {
  const folder = givenFolder();
  await runCommand(["token", "create", "--name", "x"], { KEYWRIGHT_DATA_DIR: folder });
  return folder;
}

test("doctor finds a used installation well", async () => {
  const { status, stdout } = await runCommand(["doctor"], { KEYWRIGHT_DATA_DIR: await givenUsedFolder(), PORT: "0" });
  expect(stdout).toMatch(/All is well\.\n$/);
  expect(status).toBe(0);
});

test("doctor finds a new installation well, and makes nothing", async () => {
  const folder = join(givenFolder(), "data");
  const { status, stdout } = await runCommand(["doctor"], { KEYWRIGHT_DATA_DIR: folder, PORT: "0" });
  expect(stdout).toMatch(/note +data folder .*The first start makes it/);
  expect(status).toBe(0);
  expect(existsSync(folder)).toBe(false);
});

test.each<[string, (folder: string) => void, RegExp]>([
  ["a secret that others can read", (folder) => chmodSync(join(folder, "secret"), 0o644), /wrong +secret .*chmod 600/],
  ["a missing secret", (folder) => rmSync(join(folder, "secret")), /wrong +secret .*is missing.*KEYWRIGHT_SECRET/],
  [
    "another secret",
    (folder) => writeFileSync(join(folder, "secret"), "y".repeat(40)),
    /wrong +secret and database .*another secret/,
  ],
  [
    "a damaged database",
    (folder) => writeFileSync(join(folder, "keywright.db"), "x".repeat(5000)),
    /wrong +database .*can't be read: .*backup/,
  ],
])("doctor finds %s, says how to mend it, and exits with 1", async (_name, spoil, finding) => {
  const folder = await givenUsedFolder();
  spoil(folder);
  const { status, stdout } = await runCommand(["doctor"], { KEYWRIGHT_DATA_DIR: folder, PORT: "0" });
  expect(stdout).toMatch(finding);
  expect(status).toBe(1);
});

test("doctor finds a clock that runs behind the record", async () => {
  const folder = await givenUsedFolder();
  const { services, close } = await openInstallation(await givenSettings({ KEYWRIGHT_DATA_DIR: folder }));
  await services.store.transaction(async (tx) => {
    const event = await tx.selectFrom("events").selectAll().executeTakeFirstOrThrow();
    return {
      end: "commit",
      value: await tx
        .insertInto("events")
        .values({ ...event, id: "ffffffff", at: Date.UTC(2999, 0) })
        .execute(),
    };
  });
  await close();
  const { status, stdout } = await runCommand(["doctor"], { KEYWRIGHT_DATA_DIR: folder, PORT: "0" });
  expect(stdout).toMatch(/wrong +clock .*2999.*time server/);
  expect(status).toBe(1);
});

test("doctor says that a port is taken, which is right while Keywright runs", async () => {
  const holder = createServer();
  onTestFinished(() => void holder.close());
  const port = await new Promise<number>((resolve) =>
    holder.listen(0, "127.0.0.1", () => resolve((holder.address() as { port: number }).port)),
  );
  const { stdout } = await runCommand(["doctor"], { KEYWRIGHT_DATA_DIR: await givenUsedFolder(), PORT: String(port) });
  expect(stdout).toMatch(/note +port .*is taken/);
});

test("doctor finds a database that another process keeps locked", async () => {
  const folder = await givenUsedFolder();
  const holder = new DatabaseSync(join(folder, "keywright.db"));
  onTestFinished(() => holder.close());
  holder.exec("BEGIN IMMEDIATE");
  const { status, stdout } = await runCommand(["doctor"], { KEYWRIGHT_DATA_DIR: folder, PORT: "0" });
  expect(stdout).toMatch(/wrong +database .*kept locked by another process.*end it/);
  expect(status).toBe(1);
});

// Root writes where nobody may.
test.skipIf(process.getuid?.() === 0 || process.platform === "win32")(
  "doctor finds what can't be written (skipped for root, who may write everything)",
  async () => {
    const folder = await givenUsedFolder();
    chmodSync(join(folder, "keywright.db"), 0o400);
    chmodSync(folder, 0o500);
    onTestFinished(() => chmodSync(folder, 0o700));
    const { stdout } = await runCommand(["doctor"], { KEYWRIGHT_DATA_DIR: folder, PORT: "0" });
    expect(stdout).toMatch(/wrong +data folder .*chown -R USER/);
    expect(stdout).toMatch(/wrong +database .*(can't be written to.*chown|can't be read)/);
  },
);

test.each([
  [0, "wrong", "Only 0 MB are free"],
  [49_000_000, "wrong", "Only 49 MB are free"],
  [50_000_000, "note", "Only 50 MB are free"],
  [500_000_000, "ok", "500 MB are free"],
  [73_000_000_000, "ok", "73 GB are free"],
])("of a disk with %i bytes left doctor says: %s", (free, state, text) => {
  expect(findingOfRoom(free)).toMatchObject({ state, text: expect.stringContaining(text) });
});
