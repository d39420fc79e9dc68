import { spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { authenticate } from "#actions/tokens/authenticate.ts";
import { openInstallation } from "#app.ts";
import { givenDatabase } from "#test/database.ts";
import { givenFolder } from "#test/folder.ts";
import { givenServer, givenSettings, OWNER } from "#test/given.ts";

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs the command line as a process of its own and waits until it ends. */
function keywright(words: string[], environment: Record<string, string> = {}): Promise<Ended> {
  const main = join(import.meta.dirname, "..", "main.js");
  const child = spawn(process.execPath, [main, ...words], {
    env: { ...environment, PATH: process.env.PATH },
  });
  const ended = { out: "", err: "" };
  child.stdout.setEncoding("utf8").on("data", (text) => (ended.out += text));
  child.stderr.setEncoding("utf8").on("data", (text) => (ended.err += text));
  return new Promise((resolve, reject) => {
    child.on("error", reject).on("close", (code) => resolve({ code, ...ended }));
  });
}

describe("keywright token create", () => {
  test("prints one token that works and nothing else", async () => {
    const database = await givenDatabase();
    const { code, out, err } = await keywright(["token", "create", "--name", "shop"], database);
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out).toMatch(/^kwt_\w{38}\n$/);
    const { services, close } = await openInstallation(await givenSettings(database));
    expect(await authenticate(services, out.trim())).toMatchObject({ kind: "token", name: "shop", scope: "admin" });
    await close();
  });

  test("takes a scope; list shows the token, revoke ends it", async () => {
    const environment = await givenDatabase();
    await keywright(["token", "create", "--name", "look only", "--scope", "read"], environment);
    const listed = await keywright(["token", "list"], environment);
    expect(listed.out).toMatch(/^[0-9a-f-]{36} {2}read {5}\d{4}-\d\d-\d\d {2}look only\n$/);
    const revoked = await keywright(["token", "revoke", listed.out.split(" ")[0] ?? ""], environment);
    expect(revoked).toEqual({ code: 0, out: "", err: 'The token "look only" is revoked.\n' });
    expect(await keywright(["token", "list"], environment)).toMatchObject({ code: 0, out: "" });
    expect(await keywright(["token", "revoke", "nothing"], environment)).toMatchObject({
      code: 1,
      err: "No token in force has this id.\n",
    });
  });

  test.each([
    [["token", "create"], /needs a name.*\nUsage: keywright token create --name NAME/],
    [["token", "create", "--name", "x", "--scope", "root"], /no scope "root"/],
    [["token", "create", "--name", "x", "--sope", "read"], /--sope/],
    [["token", "revoke"], /which token/],
    [["tokens"], /no command "tokens"/],
  ])("%o can't be taken, and it is said why", async (words, said) => {
    const { code, out, err } = await keywright(words, await givenDatabase());
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toMatch(said);
    expect(err).not.toMatch(/\bat .*:\d+/);
  });
});

describe("keywright user", () => {
  test("reset-password prints one password that signs in and nothing else; list shows the user", async () => {
    const environment = await givenDatabase();
    const server = await givenServer(environment);
    const headers = await server.signIn();

    const { code, out, err } = await keywright(["user", "reset-password", OWNER.email], environment);
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out).toMatch(/^[\w-]{20}\n$/);
    expect((await server.call("GET", "/api/v1/me", { headers })).status).toBe(401);
    const body = { email: OWNER.email, password: out.trim() };
    expect((await server.call("POST", "/api/auth/sign-in/email", { body })).status).toBe(200);

    const listed = await keywright(["user", "list"], environment);
    expect(listed.out).toMatch(/^[0-9a-f-]{36} {2}2026-03-10 {2}lena@example\.com {2}Lena Okafor\n$/);
  });

  test("says that there is nobody", async () => {
    const environment = await givenDatabase();
    expect(await keywright(["user", "list"], environment)).toMatchObject({ code: 0, out: "" });
    expect(await keywright(["user", "reset-password", "nobody@example.com"], environment)).toEqual({
      code: 1,
      out: "",
      err: "No user has this e-mail.\n",
    });
    expect(await keywright(["user", "reset-password"], environment)).toMatchObject({ code: 2, out: "" });
  });
});

test("keywright --help tells every command and setting", async () => {
  const { code, out } = await keywright(["--help"]);
  expect(code).toBe(0);
  for (const word of ["serve", "token create", "user list", "doctor", "KEYWRIGHT_DATA_DIR", "PORT"])
    expect(out).toContain(word);
});

test("settings that can't be used are all told, and nothing starts", async () => {
  const { code, err } = await keywright(["serve"], { PORT: "x", KEYWRIGHT_SECRET: "short" });
  expect(code).toBe(1);
  expect(err).toBe(
    'KEYWRIGHT_SECRET must have 32 characters or more, and has 5.\nPORT must be a whole number from 0 to 65535, and is "x".\n',
  );
});

describe("keywright serve", () => {
  test("says so when its port is taken", async () => {
    const holder = createServer();
    onTestFinished(() => void holder.close());
    const port = await new Promise<number>((resolve) =>
      holder.listen(0, "127.0.0.1", () => resolve((holder.address() as { port: number }).port)),
    );
    const { code, err } = await keywright(["serve"], { ...(await givenDatabase()), PORT: String(port) });
    expect(code).toBe(1);
    expect(err).toContain(`Port ${port} on 127.0.0.1 is taken.`);
  });

  test("says what is wrong with the database, without a stack", async () => {
    const folder = givenFolder();
    writeFileSync(join(folder, "keywright.db"), "x".repeat(5000));
    writeFileSync(join(folder, "secret"), "x".repeat(40));
    const { code, err } = await keywright(["serve"], { KEYWRIGHT_DATA_DIR: folder });
    expect(code).toBe(1);
    expect(err).toMatch(/^.*keywright\.db can't be opened: .*\n$/);
  });
});

test("keywright demo fills an empty database with a shop, and leaves any other alone", async () => {
  const environment = await givenDatabase();
  expect(await keywright(["demo"], environment)).toEqual({ code: 0, out: "", err: "The demo shop is open.\n" });
  const again = await keywright(["demo"], environment);
  expect(again).toMatchObject({ code: 1, err: expect.stringContaining("The database is not empty") });
  const { services, close } = await openInstallation(await givenSettings(environment));
  const { orders } = await services.store.read
    .selectFrom("orders")
    .select((eb) => eb.fn.countAll<number>().as("orders"))
    .executeTakeFirstOrThrow();
  expect(orders).toBe(320);
  await close();
});
