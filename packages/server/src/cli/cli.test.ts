import { spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { authenticate } from "#actions/tokens/authenticate.ts";
import { listAllTokens } from "#actions/tokens/list.ts";
import { openInstallation } from "#app.ts";
import { givenDatabase } from "#test/database.ts";
import { givenFolder } from "#test/folder.ts";
import { cookieOf, givenInstallation, givenServer, givenSettings, OWNER, taken } from "#test/given.ts";
import { MAIN } from "#test/server-process.ts";
import { switchOnTwoStep } from "#test/two-step.ts";

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs the command line as a process of its own and waits until it ends. */
function keywright(words: string[], environment: Record<string, string> = {}): Promise<Ended> {
  const child = spawn(process.execPath, [MAIN, ...words], {
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

  test("binds a token to a product and a time, which the list tells", async () => {
    const environment = await givenDatabase();
    const given = await givenInstallation(environment);
    const { product } = await given.plan();
    const words = ["token", "create", "--name", "shop", "--product", product.identifier, "--days", "30"];
    const { out } = await keywright(words, environment);
    expect(await authenticate(given.services, out.trim())).toMatchObject({ productId: product.id });
    const page = { limit: 1, before: null };
    const [token] = taken(await listAllTokens(given.withScope("admin"), page)).items;
    expect(token?.createdAt.until(token.expiresAt ?? token.createdAt).total("days")).toBe(30);
    const listed = await keywright(["token", "list"], environment);
    expect(listed.out).toMatch(
      / {2}admin {4}\d{4}-\d\d-\d\d {2}shop {2}\(for Product 1 alone, until \d{4}-\d\d-\d\d\)\n$/,
    );
    expect(await keywright(["token", "create", "--name", "shop", "--product", "nothing"], environment)).toEqual({
      code: 1,
      out: "",
      err: "No product has this id.\n",
    });
  });

  test.each([
    [["token", "create"], /needs a name.*\nUsage: keywright token create --name NAME/],
    [["token", "create", "--name", "x", "--scope", "root"], /no scope "root"/],
    [["token", "create", "--name", "x", "--days", "0"], /--days takes a number from 1 to 3650/],
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
    expect(listed.out).toMatch(/^[0-9a-f-]{36} {2}owner {6}2026-03-10 {2}lena@example\.com {2}Lena Okafor\n$/);
  });

  test("switch-off-two-step lets a user in without a code", async () => {
    const environment = await givenDatabase();
    const server = await givenServer(environment);
    await switchOnTwoStep(server);
    const body = { email: OWNER.email, password: OWNER.password };
    const signIn = async () => (await server.call("POST", "/api/auth/sign-in/email", { body })).body;
    expect(await signIn()).toEqual({ codeNeeded: true });
    expect(await keywright(["user", "switch-off-two-step", OWNER.email], environment)).toEqual({
      ...{ code: 0, out: "", err: "Lena Okafor signs in with the password alone now.\n" },
    });
    expect(await signIn()).toMatchObject({ user: { email: OWNER.email } });
    expect(await keywright(["user", "switch-off-two-step", "nobody@example.com"], environment)).toMatchObject({
      ...{ code: 1, err: "No user has this e-mail.\n" },
    });
  });

  test("require-two-step asks two steps of everybody, and of nobody any more", async () => {
    const environment = await givenDatabase();
    const server = await givenServer(environment);
    const headers = await server.signIn();
    const status = async () => (await server.call("GET", "/api/v1/me", { headers })).status;
    const say = (word: string) => keywright(["user", "require-two-step", word], environment);
    expect(await say("yes")).toMatchObject({
      code: 0,
      err: expect.stringMatching(/^Everybody signs in with two steps now/),
    });
    expect(await status()).toBe(403);
    expect(await say("no")).toMatchObject({ code: 0, err: expect.stringMatching(/^The password alone is enough now/) });
    expect(await status()).toBe(200);
    expect(await say("perhaps")).toMatchObject({ code: 2, err: expect.stringMatching(/Say yes or no/) });
  });

  test("invite prints a link that makes an account with its role; set-role and remove change and end it", async () => {
    const environment = await givenDatabase();
    const server = await givenServer(environment);
    await server.signIn();
    const { code, out } = await keywright(["user", "invite", "Noor@example.com", "--role", "support"], environment);
    expect(code).toBe(0);
    expect(out).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/invitation#[\w-]{43}\n$/);
    const body = { invitation: out.trim().split("#")[1], name: "Noor", password: "quiet staple orange" };
    const accepted = await server.call("POST", "/api/v1/invitations/accept", { body });
    expect(accepted).toMatchObject({ status: 201, body: { email: "noor@example.com", role: "support" } });

    const headers = { cookie: cookieOf(accepted), origin: server.url };
    const changed = await keywright(["user", "set-role", "noor@example.com", "read-only"], environment);
    expect(changed).toEqual({ code: 0, out: "", err: "Noor is read-only now.\n" });
    expect((await server.call("GET", "/api/v1/me", { headers })).body).toMatchObject({ role: "read_only" });
    expect(await keywright(["user", "remove", "noor@example.com"], environment)).toMatchObject({ code: 0 });
    expect((await server.call("GET", "/api/v1/me", { headers })).status).toBe(401);

    const last = await keywright(["user", "remove", OWNER.email], environment);
    expect(last).toMatchObject({ code: 1, err: "There is one owner at least. Make somebody else an owner first.\n" });
    expect(await keywright(["user", "set-role", OWNER.email, "root"], environment)).toMatchObject({ code: 2 });
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
