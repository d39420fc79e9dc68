import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { givenDatabase } from "#test/database.ts";
import { runKeywright, runToEnd, startProcess } from "#test/process.ts";

const EXAMPLE = fileURLToPath(new URL("../../../../examples/workflows.ts", import.meta.url));
const TITLES = [
  "A. A new customer buys and activates",
  "B. A customer moves to a new device",
  "C. An application validates at start-up",
  "D. The vendor extends a license",
  "E. A key is compromised",
];

test("the five workflows go as promised, again and again, and never show a whole key", async () => {
  const database = await givenDatabase();
  const { url } = await startProcess(database);
  const token = await runKeywright(["token", "create", "--name", "tests", "--scope", "write"], database);

  const withToken = await runToEnd(EXAMPLE, [], { KEYWRIGHT_URL: url, KEYWRIGHT_TOKEN: token });
  const onItsOwn = await runToEnd(EXAMPLE, [], { KEYWRIGHT_URL: url, ...database });

  for (const { status, stdout, stderr } of [withToken, onItsOwn]) {
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(stdout.split("\n").filter((line) => /^[A-Z]\. /.test(line))).toEqual(TITLES);
    expect(stdout).toContain("All five workflows went as promised.");
    expect(stdout).not.toMatch(/HALC-/);
  }
  expect(onItsOwn.stdout).toContain("the example made itself a server token");
});

test("the example says what to do when no server answers, or when it does not know the token", async () => {
  const database = await givenDatabase();
  const { url, kill } = await startProcess(database);

  const stranger = await runToEnd(EXAMPLE, [], { KEYWRIGHT_URL: url, ...(await givenDatabase()) });
  expect(stranger.status).toBe(1);
  expect(stranger.stderr).toContain("The server does not know this token.");

  await kill("SIGKILL");
  const alone = await runToEnd(EXAMPLE, [], { KEYWRIGHT_URL: url });
  expect(alone).toMatchObject({ status: 1, stdout: "" });
  expect(alone.stderr.trim()).toBe(`No Keywright answers at ${url}; start it with npm start.`);
});
