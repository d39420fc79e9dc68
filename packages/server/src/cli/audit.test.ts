import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { sql } from "kysely";
import { expect, test } from "vitest";
import { signRecord } from "#actions/record/sign.ts";
import { givenDatabase } from "#test/database.ts";
import { givenFolder } from "#test/folder.ts";
import { type Given, givenInstallation } from "#test/given.ts";
import { runCommand } from "#test/process.ts";

async function givenRecord(): Promise<{
  given: Given;
  environment: Record<string, string>;
  license: { id: string; key: string };
}> {
  const environment = await givenDatabase();
  const given = await givenInstallation(environment);
  const { license, key } = await given.license();
  await signRecord(given.services);
  return { given, environment, license: { id: license.id, key } };
}

async function tamper({ services }: Given, license: string): Promise<void> {
  await services.store.transaction(async (tx) => {
    await sql`update events set data = '{"activationLimit":9}' where license_id = ${license}`.execute(tx);
    return { end: "commit", value: undefined };
  });
}

test("audit verify tells that the record is whole, and of a tampered one which event of which license was changed", async () => {
  const { given, environment, license } = await givenRecord();
  const whole = await runCommand(["audit", "verify"], environment);
  expect(whole).toMatchObject({ status: 0, stderr: "" });
  expect(whole.stdout).toMatch(
    /^The record is whole: 5 events in 3 chains, 1 checkpoint\.\nNewest checkpoint: 1 of 10 Mar 2026, 09:30 UTC\. .*\n {2}--contains 1:[\w-]{43}\nPublic key: [\w-]{43}\n$/,
  );
  const [, noted = ""] = /--contains (\S+)/.exec(whole.stdout) ?? [];
  expect(await runCommand(["audit", "verify", "--contains", noted], environment)).toEqual(whole);

  await tamper(given, license.id);
  const tampered = await runCommand(["audit", "verify"], environment);
  expect(tampered.status).toBe(1);
  expect(tampered.stdout).toContain(
    `✗ License ${license.id} (key ending ${license.key.slice(-5)}, order 1001): event 1 (license.issued, 10 Mar 2026, 09:30 UTC) is not what was recorded`,
  );
  expect(tampered.stdout).toContain("The record is not as it was written: 1 fault in 5 events and 1 checkpoint.");
});

test("an export is checked without a database, with what names persons and without, and no line of it can be changed", async () => {
  const { environment } = await givenRecord();
  const { stdout: exported } = await runCommand(["audit", "export"], environment);
  const { stdout: bare } = await runCommand(["audit", "export", "--without-personal-data"], environment);
  const [, key = ""] = /"publicKey":"([\w-]{43})"/.exec(exported) ?? [];
  // No database, no secret.
  const nothing = { KEYWRIGHT_DATA_DIR: givenFolder() };
  const verify = (input: string, ...options: string[]) =>
    runCommand(["audit", "verify", "-", ...options], nothing, input);

  expect(exported).toContain("operator");
  for (const input of [exported, bare])
    expect(await verify(input, "--public-key", key)).toMatchObject({
      ...{ status: 0, stderr: "" },
      stdout: expect.stringMatching(/^The record is whole: 5 events/),
    });

  const file = join(givenFolder(), "record.jsonl");
  writeFileSync(file, exported.replace('"activationLimit\\":null', '"activationLimit\\":2'));
  const changed = await runCommand(["audit", "verify", file], nothing);
  expect(changed).toMatchObject({ status: 1, stdout: expect.stringContaining("is not what was recorded") });
  expect(changed.stderr).toContain("--public-key");

  const cut = exported.trimEnd().split("\n").slice(0, -1).join("\n");
  expect(await verify(cut, "--public-key", "x".repeat(43))).toMatchObject({
    status: 1,
    stdout: expect.stringContaining("is not signed with this installation's key"),
    stderr: expect.stringContaining("cut off"),
  });
});

test.each([
  [["audit", "verify", "/no/such/file"], "", 1, "/no/such/file can't be read"],
  [["audit", "verify", "-"], "nonsense\n", 1, "Line 1 is no line of a record."],
  [["audit", "verify", "-"], "", 1, "There is no record in it."],
  [["audit", "verify", "--contains", "7"], "", 2, "--contains takes NUMBER:HASH"],
])("%o with the input %j is refused, and it is said why", async (words, input, status, said) => {
  const environment = { KEYWRIGHT_DATA_DIR: givenFolder() };
  expect(await runCommand(words, environment, input)).toMatchObject({ status, stderr: expect.stringContaining(said) });
});
