import { describe, expect, test } from "vitest";
import { makeResetToken } from "#actions/users/reset-token.ts";
import { switchOffTwoStep } from "#actions/users/switch-off-two-step.ts";
import { findCredentialByEmail } from "#store/users.ts";
import { type Answer, cookieOf, type GivenServer, givenServer, OPERATOR, OWNER, taken } from "#test/given.ts";
import { switchOnTwoStep } from "#test/two-step.ts";

const SIGN_IN = "/api/auth/sign-in/email";
const NEEDED = { status: 200, body: { codeNeeded: true } };
const WRONG = { status: 401, body: { code: "UNAUTHORIZED", detail: "The code is wrong, or was used already." } };
const { email, password } = OWNER;

function signIn(server: GivenServer, code?: string, headers: Record<string, string> = {}): Promise<Answer> {
  return server.call("POST", SIGN_IN, { body: { email, password, ...(code !== undefined && { code }) }, headers });
}

async function isSignedIn(server: GivenServer, answer: Answer): Promise<boolean> {
  const me = await server.call("GET", "/api/v1/me", { headers: { cookie: cookieOf(answer) } });
  return me.status === 200;
}

const sessionsOf = async (server: GivenServer) =>
  (await server.services.store.read.selectFrom("sessions").select("id").execute()).length;

describe("once two-step sign-in is on", () => {
  test("the password alone begins no session, and a code of the app begins one, once", async () => {
    const server = await givenServer();
    const { code } = await switchOnTwoStep(server);
    const sessions = await sessionsOf(server);
    expect(await server.eventsOf(async () => expect(await signIn(server)).toMatchObject(NEEDED))).toEqual([]);
    // It is the code that switched it on.
    expect(await signIn(server, code())).toMatchObject(WRONG);
    for (const wrong of ["000000", "12345", "AAAAA-AAAAA", "’"])
      expect(await signIn(server, wrong)).toMatchObject(WRONG);
    expect((await signIn(server)).headers.getSetCookie()).toEqual([]);
    expect(await sessionsOf(server)).toBe(sessions);
    // Whoever does not have the password does not learn that there is a second step.
    const guessed = await server.call("POST", SIGN_IN, { body: { email, password: "a wrong guess", code: code(1) } });
    expect(guessed.body.detail).toBe("The e-mail or the password is wrong.");

    server.clock.move({ minutes: 1 });
    const signedIn = await signIn(server, ` ${code().slice(0, 3)} ${code().slice(3)}`);
    expect(await isSignedIn(server, signedIn)).toBe(true);
    expect(await signIn(server, code())).toMatchObject(WRONG);
    server.clock.move({ seconds: 30 });
    expect(await signIn(server, code(-1))).toMatchObject(WRONG);
    // The clock of a phone may be half a minute ahead or behind.
    expect(await isSignedIn(server, await signIn(server, code(1)))).toBe(true);
    server.clock.move({ minutes: 5 });
    expect(await signIn(server, code(-2))).toMatchObject(WRONG);
    expect(await isSignedIn(server, await signIn(server, code(-1)))).toBe(true);
  });

  test("of those who use one code at once, one is let in", async () => {
    const server = await givenServer();
    const { code, recoveryCodes } = await switchOnTwoStep(server);
    server.clock.move({ minutes: 1 });
    for (const shared of [code(), recoveryCodes[0]]) {
      const before = await sessionsOf(server);
      const answers = await Promise.all(Array.from({ length: 5 }, () => signIn(server, shared)));
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 401, 401, 401, 401]);
      expect(await sessionsOf(server)).toBe(before + 1);
    }
  });

  test("each recovery code signs in once, and is recorded; new ones end those before", async () => {
    const server = await givenServer();
    const { headers, recoveryCodes } = await switchOnTwoStep(server);
    expect(new Set(recoveryCodes).size).toBe(10);
    const [first = "", second = "", third = ""] = recoveryCodes;
    const used = await server.eventsOf(async () => {
      expect(await isSignedIn(server, await signIn(server, first.toLowerCase().replace("-", " ")))).toBe(true);
    });
    expect(used).toEqual(["user.recovery_code_used", "user.signed_in"]);
    expect((await server.eventRows()).at(-2)).toMatchObject({ actor_kind: "user", actor_name: OWNER.name });
    expect(await signIn(server, first)).toMatchObject(WRONG);
    expect(await isSignedIn(server, await signIn(server, second))).toBe(true);
    const state = () => server.call("GET", "/api/auth/two-step", { headers });
    expect(await state()).toMatchObject({ body: { on: true, recoveryCodesLeft: 8 } });

    const renewed = await server.call("POST", "/api/auth/two-step/recovery-codes", { headers, body: { password } });
    expect(await state()).toMatchObject({ body: { on: true, recoveryCodesLeft: 10 } });
    expect(await signIn(server, third)).toMatchObject(WRONG);
    expect(await isSignedIn(server, await signIn(server, renewed.body.recoveryCodes[0]))).toBe(true);
  });

  test("a password that is changed or chosen anew by link does not get around the code", async () => {
    const server = await givenServer();
    const { headers, code } = await switchOnTwoStep(server);
    const change = { currentPassword: password, newPassword: "staple battery horse", revokeOtherSessions: true };
    const changed = await server.call("POST", "/api/auth/change-password", { headers, body: change });
    // Whoever is signed in stays so.
    expect(await isSignedIn(server, changed)).toBe(true);

    const credential = await findCredentialByEmail(server.services.store.read, email);
    if (credential === null) throw new Error("there is nobody");
    const { text: token } = makeResetToken(server.services.vault, credential, server.clock.now());
    const reset = await server.call("POST", "/api/auth/reset-password", { body: { token, newPassword: password } });
    expect(reset.status).toBe(200);
    expect(reset.headers.getSetCookie()).toEqual([]);
    expect(await sessionsOf(server)).toBe(0);
    expect(await signIn(server)).toMatchObject(NEEDED);
    server.clock.move({ minutes: 1 });
    expect(await isSignedIn(server, await signIn(server, code()))).toBe(true);
  });

  test("it is forgotten with the account", async () => {
    const server = await givenServer();
    await switchOnTwoStep(server);
    const db = server.services.store.read;
    await server.services.store.transaction(async (tx) => {
      await tx.deleteFrom("sessions").execute();
      await tx.deleteFrom("accounts").execute();
      await tx.deleteFrom("users").execute();
      return { end: "commit", value: undefined };
    });
    expect(await db.selectFrom("two_steps").selectAll().execute()).toEqual([]);
    expect(await db.selectFrom("recovery_codes").selectAll().execute()).toEqual([]);
  });
});

describe("switching it", () => {
  test("on takes the password and a first code, which stores no secret that could be read", async () => {
    const server = await givenServer();
    const headers = await server.signIn();
    const call = (path: string, body: object) => server.call("POST", `/api/auth/two-step/${path}`, { headers, body });
    expect(await call("switch-on", { code: "123456" })).toMatchObject({ status: 400 });
    const refused = await call("begin", { password: "a wrong guess" });
    expect(refused).toMatchObject({ status: 400, body: { errors: { password: ["Is not your password."] } } });

    const begun = await call("begin", { password });
    expect(begun.body.secret).toMatch(/^[A-Z2-7]{32}$/);
    expect(begun.body.address).toContain(`secret=${begun.body.secret}`);
    const wrong = await call("switch-on", { code: "AAAAA-AAAAA" });
    expect(wrong).toMatchObject({ status: 400, body: { errors: { code: [expect.any(String)] } } });
    // As long as it is not on, the password is enough.
    expect(await isSignedIn(server, await signIn(server))).toBe(true);
    expect(await server.call("GET", "/api/auth/two-step", { headers })).toMatchObject({ body: { on: false } });

    const { secret } = await switchOnTwoStep(server);
    expect(secret).not.toBe(begun.body.secret);
    expect((await server.events()).at(-1)).toBe("user.two_step_enabled");
    expect(await call("begin", { password })).toMatchObject({ status: 400 });
    expect(await server.call("GET", "/api/v1/users", { headers })).toMatchObject({
      body: { items: [{ email, twoStep: true }] },
    });
  });

  test("off takes the password, or somebody at the command line", async () => {
    const server = await givenServer();
    const { headers } = await switchOnTwoStep(server);
    const off = (body: object) => server.call("POST", "/api/auth/two-step/switch-off", { headers, body });
    expect(await off({ password: "a wrong guess" })).toMatchObject({ status: 400 });
    expect(await signIn(server)).toMatchObject(NEEDED);
    expect(await server.eventsOf(() => off({ password }))).toEqual(["user.two_step_disabled"]);
    expect(await server.eventsOf(() => off({ password }))).toEqual([]);
    expect(await isSignedIn(server, await signIn(server))).toBe(true);

    await switchOnTwoStep(server);
    taken(await switchOffTwoStep(server.as(OPERATOR), email));
    expect((await server.eventRows()).at(-1)).toMatchObject({ type: "user.two_step_disabled", actor_kind: "operator" });
    expect(await isSignedIn(server, await signIn(server))).toBe(true);
    expect(await switchOffTwoStep(server.as(OPERATOR), "nobody@example.com")).toMatchObject({
      refusal: "USER_NOT_FOUND",
    });
  });

  test("is for whoever is signed in, from our own page", async () => {
    const server = await givenServer();
    const { cookie } = await server.signIn();
    const paths = ["begin", "switch-on", "switch-off", "recovery-codes"];
    for (const path of paths) {
      const body = path === "switch-on" ? { code: "123456" } : { password };
      const call = (headers: Record<string, string>) =>
        server.call("POST", `/api/auth/two-step/${path}`, { headers, body });
      expect((await call({})).status).toBe(401);
      expect((await call({ authorization: `Bearer ${await server.token()}` })).status).toBe(401);
      expect((await call({ cookie, origin: "https://evil.example" })).status).toBe(403);
    }
    expect((await server.call("GET", "/api/auth/two-step")).status).toBe(401);
  });
});

test("codes are tried as often as passwords, and the right password alone forgives none of it", async () => {
  const server = await givenServer({ KEYWRIGHT_RATE_LIMIT: "on" });
  const { code } = await switchOnTwoStep(server);
  server.clock.move({ minutes: 1 });
  const statuses: number[] = [];
  for (let guess = 0; guess < 21; guess++) {
    expect(await signIn(server)).toMatchObject(guess < 20 ? NEEDED : { status: 429 });
    statuses.push((await signIn(server, `00000${guess % 10}`)).status);
  }
  expect(statuses).toEqual([...Array(20).fill(401), 429]);
  expect((await signIn(server, code())).status).toBe(429);
  server.clock.move({ minutes: 15 });
  const signedIn = await signIn(server, code());
  expect(signedIn.status).toBe(200);
  // The browser is known from now on, and not before.
  expect(cookieOf(signedIn)).toContain("keywright.browser=");
});
