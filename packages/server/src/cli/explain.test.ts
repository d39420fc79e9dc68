import { expect, test } from "vitest";
import { givenDatabase } from "#test/database.ts";
import { givenServer } from "#test/given.ts";
import { runCommand } from "#test/process.ts";

test("explain tells by a license's id, or by its key on standard input, why it is valid", async () => {
  const environment = await givenDatabase();
  const { license, key } = await (await givenServer(environment)).license({ activationLimit: 2 });
  const byId = await runCommand(["explain", license.id, "--at", "2026-03-11"], environment);
  expect(byId.stdout).toBe(`License ${license.id} on 11 Mar 2026, 00:00 UTC: VALID, valid.

  ✓ Issued on 10 Mar 2026, 09:30 UTC by the command line.
  ✓ Its first key was in force, and still is.
  ✓ Not deactivated.
  ✓ Not suspended.
  ✓ Never expires, as the plan said when it was sold.
  ✓ 0 of 2 devices in use: there is room for another.

Let the application run.
`);
  const byKey = await runCommand(["explain", "--at", "2026-03-11T00:00:00Z"], environment, `${key}\n`);
  expect(byKey).toEqual(byId);
});

test.each([
  [["explain", "nothing"], "", 1, "No license has this id.\n"],
  [["explain"], "HALC-NONE", 1, "No license has this key: it is mistyped, or a newer key has replaced it.\n"],
  [["explain"], " \n", 2, "which license? Standard input is empty"],
  [["explain", "x", "--at", "soon"], "", 2, '"soon" is no time'],
])("%o with the input %o is refused, and it is said why", async (words, input, status, said) => {
  const ended = await runCommand(words, await givenDatabase(), input);
  expect(ended).toMatchObject({ status, stdout: "", stderr: expect.stringContaining(said) });
});
