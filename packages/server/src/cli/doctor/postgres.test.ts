import { expect, test } from "vitest";
import { examineServerClock, examineServers } from "#cli/doctor/postgres.ts";
import { parsePostgresUrl } from "#store/postgres/address.ts";
import { givenDatabase } from "#test/database.ts";
import { runCommand } from "#test/process.ts";

test("doctor looks at PostgreSQL: server, encoding, what it risks, tables, secret", async () => {
  const environment = await givenDatabase();
  await runCommand(["token", "create", "--name", "x"], environment);
  const { stdout } = await runCommand(["doctor"], { ...environment, PORT: "0" });
  expect(stdout).toMatch(/ok +database +127\.0\.0\.1:\d+ answers: PostgreSQL 18.*, the primary/);
  expect(stdout).toMatch(/ok +encoding/);
  // The server of the tests is quick rather than safe.
  expect(stdout).toMatch(
    /wrong +durability +fsync is off: a power cut may destroy the database; full_page_writes is off/,
  );
  expect(stdout).toMatch(/ok +clocks/);
  expect(stdout).toMatch(/ok +tables/);
  expect(stdout).toMatch(/ok +secret and database/);

  const other = { ...environment, KEYWRIGHT_SECRET: "another secret, of 32 characters or more" };
  expect((await runCommand(["doctor"], { ...other, PORT: "0" })).stdout).toMatch(
    /wrong +secret and database .*another/,
  );
});

test("doctor changes nothing in an empty PostgreSQL database", async () => {
  const { KEYWRIGHT_DATABASE_URL: url = "" } = await givenDatabase({ bare: true });
  const address = parsePostgresUrl(url);
  if (typeof address === "string") throw new Error(address);
  const { primary } = await examineServers(address);
  expect(primary).toMatchObject({ appliedMigrations: [], secretCheck: null, newestEventAt: null, otherSessions: 0 });
});

test("doctor finds a PostgreSQL server that can't be reached, and does not tell the password", async () => {
  const { status, stdout, stderr } = await runCommand(["doctor"], {
    KEYWRIGHT_DATABASE_URL: "postgres://me:hush@127.0.0.1:1/keywright",
    KEYWRIGHT_SECRET: "a secret of 32 characters or more",
    PORT: "0",
  });
  expect(stdout).toMatch(/wrong +database +127\.0\.0\.1:1 can't be used: .*KEYWRIGHT_DATABASE_URL/);
  expect(stdout + stderr).not.toContain("hush");
  expect(status).toBe(1);
});

test.each([
  [{ clockAheadMs: 900, clockDoubtMs: 1 }, "ok", /agree/],
  [{ clockAheadMs: 1_500, clockDoubtMs: 600 }, "ok", /agree/],
  [{ clockAheadMs: 1_500, clockDoubtMs: 1 }, "note", /1\.5 s ahead of/],
  [{ clockAheadMs: -90_000, clockDoubtMs: 1 }, "note", /90\.0 s behind/],
])("of clocks that are %o apart doctor says: %s", (clocks, state, text) => {
  expect(examineServerClock(clocks)).toMatchObject({ state, text: expect.stringMatching(text) });
});
