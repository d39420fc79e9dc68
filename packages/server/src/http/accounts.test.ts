import { describe, expect, test } from "vitest";
import { createOwner } from "#actions/users/create-owner.ts";
import { resetPassword } from "#actions/users/reset-password.ts";
import { setupToken } from "#actions/users/set-up.ts";
import { countSignIn } from "#actions/users/sign-in-tries.ts";
import { givenDatabase } from "#test/database.ts";
import { type Answer, cookieOf, type GivenServer, givenServer, OPERATOR, OWNER, taken } from "#test/given.ts";

const SIGN_IN = "/api/auth/sign-in/email";
const CREDENTIALS = { email: OWNER.email, password: OWNER.password };

describe("setting up", () => {
  test("makes the owner, signs them in, and is done once", async () => {
    const server = await givenServer();
    expect(await server.call("GET", "/api/v1/setup")).toMatchObject({ status: 200, body: { needed: true } });

    const body = { ...OWNER, token: await setupToken(server.services) };
    const answer = await server.call("POST", "/api/v1/setup", { body });
    expect(answer).toMatchObject({
      status: 201,
      body: { kind: "user", name: OWNER.name, email: OWNER.email, role: "owner", scope: "owner" },
    });
    expect(await server.events()).toEqual(["user.created", "user.signed_in"]);
    const me = await server.call("GET", "/api/v1/me", { headers: { cookie: cookieOf(answer) } });
    expect(me).toMatchObject({ status: 200, body: answer.body });

    expect(await server.call("GET", "/api/v1/setup")).toMatchObject({ body: { needed: false } });
    const before = await server.stored();
    const again = await server.call("POST", "/api/v1/setup", { body: { ...body, email: "eve@example.com" } });
    expect(again).toMatchObject({ status: 403, body: { code: "SETUP_DONE" } });
    expect(await server.stored()).toBe(before);
  });

  test("is refused to whoever does not have the link, and stores nothing", async () => {
    const server = await givenServer();
    const before = await server.stored();
    const answer = await server.call("POST", "/api/v1/setup", { body: { ...OWNER, token: "x".repeat(43) } });
    expect(answer).toMatchObject({ status: 401, body: { code: "UNAUTHORIZED" } });
    expect(answer.headers.getSetCookie()).toEqual([]);
    expect(await server.stored()).toBe(before);
  });

  test("guessing the link costs like guessing a key", async () => {
    const server = await givenServer({ KEYWRIGHT_RATE_LIMIT: "on" });
    const statuses: number[] = [];
    for (let guess = 0; guess < 110; guess++)
      statuses.push((await server.call("POST", "/api/v1/setup", { body: { ...OWNER, token: `${guess}` } })).status);
    expect(statuses.slice(0, 100)).not.toContain(429);
    expect(statuses.at(-1)).toBe(429);
  });

  test("needs a password of ten characters and an e-mail that can be signed in with", async () => {
    const server = await givenServer();
    const token = await setupToken(server.services);
    const body = { token, name: "", email: "lena@localhost", password: "too short" };
    const answer = await server.call("POST", "/api/v1/setup", { body });
    expect(answer.status).toBe(400);
    expect(Object.keys(answer.body.errors).sort()).toEqual(["email", "name", "password"]);
  });

  test("is not needed when the environment names the owner, whose account is made once", async () => {
    const environment = {
      ...(await givenDatabase()),
      KEYWRIGHT_OWNER_EMAIL: "Lena@example.com",
      KEYWRIGHT_OWNER_PASSWORD: OWNER.password,
    };
    const server = await givenServer(environment);
    expect(await server.call("GET", "/api/v1/setup")).toMatchObject({ body: { needed: false } });
    expect(await server.call("POST", SIGN_IN, { body: CREDENTIALS })).toMatchObject({ status: 200 });

    const later = await givenServer({ ...environment, KEYWRIGHT_OWNER_PASSWORD: "another password" });
    expect(await later.events()).toEqual(["user.created", "user.signed_in"]);
    expect(await later.call("POST", SIGN_IN, { body: CREDENTIALS })).toMatchObject({ status: 200 });
  });

  test("is the only way to an account: nobody can register", async () => {
    const server = await givenServer();
    for (const path of ["/api/auth/sign-up/email", "/api/auth/sign-up", "/api/auth/sign-in/social"])
      expect(await server.call("POST", path, { body: OWNER })).toMatchObject({
        status: 404,
        body: { code: "NOT_FOUND" },
      });
    expect(await server.call("GET", "/api/v1/setup")).toMatchObject({ body: { needed: true } });
  });
});

describe("a session", () => {
  test("begins with the right password, calls the Management API, and its events name the user", async () => {
    const server = await givenServer();
    const headers = await server.signIn();
    const made = await server.call("POST", "/api/v1/products", { headers, body: { name: "Halcyon" } });
    expect(made.status).toBe(201);
    expect((await server.eventRows()).at(-1)).toMatchObject({
      type: "product.created",
      actor_kind: "user",
      actor_name: OWNER.name,
      actor_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
  });

  test("places orders by hand, a token by the API", async () => {
    const server = await givenServer();
    const headers = await server.signIn();
    const plan = await server.plan();
    const body = { planId: plan.id, customer: { email: "ines@example.com" } };
    expect(await server.call("POST", "/api/v1/orders", { headers, body })).toMatchObject({
      body: { source: "manual" },
    });
    const token = await server.token();
    expect(await server.call("POST", "/api/v1/orders", { token, body })).toMatchObject({ body: { source: "api" } });
  });

  test.each([
    ["a wrong password", { ...CREDENTIALS, password: "correct horse" }],
    ["an unknown e-mail", { ...CREDENTIALS, email: "nobody@example.com" }],
    ["what is no e-mail", { ...CREDENTIALS, email: "\0@" }],
  ])("does not begin with %s, which is told in the same words", async (_what, body) => {
    const server = await givenServer();
    await server.signIn();
    const before = await server.stored();
    const answer = await server.call("POST", SIGN_IN, { body });
    expect(answer).toMatchObject({
      status: 401,
      body: { code: "UNAUTHORIZED", detail: "The e-mail or the password is wrong." },
    });
    expect(answer.headers.getSetCookie()).toEqual([]);
    expect(await server.stored()).toBe(before);
  });

  test("ends at once when its user signs out, and no other does", async () => {
    const server = await givenServer();
    const [one, other] = [await server.signIn(), await server.signIn()];
    const out = await server.call("POST", "/api/auth/sign-out", { headers: one });
    expect(out).toMatchObject({ status: 200, body: { success: true } });
    expect(out.headers.getSetCookie()[0]).toMatch(/^keywright\.session_token=; Max-Age=0;/);
    expect(await statusOf(server, one)).toBe(401);
    expect(await statusOf(server, other)).toBe(200);
    expect((await server.eventRows()).at(-1)).toMatchObject({ type: "user.signed_out", actor_name: OWNER.name });
  });

  test("can be listed and ended by its user", async () => {
    const server = await givenServer();
    const [one, other] = [await server.signIn(), await server.signIn()];
    const { body: listed } = await server.call("GET", "/api/auth/list-sessions", { headers: one });
    expect(listed).toHaveLength(2);
    const tokenOfOther = /session_token=([^.]+)/.exec(other.cookie)?.[1];
    expect(listed.map((session: { token: string }) => session.token)).toContain(tokenOfOther);

    await server.call("POST", "/api/auth/revoke-session", { headers: one, body: { token: tokenOfOther } });
    expect([await statusOf(server, one), await statusOf(server, other)]).toEqual([200, 401]);
    const third = await server.signIn();
    await server.call("POST", "/api/auth/revoke-other-sessions", { headers: third });
    expect([await statusOf(server, one), await statusOf(server, third)]).toEqual([401, 200]);
  });

  test("is worth nothing with another signature, or none", async () => {
    const server = await givenServer();
    const { cookie } = await server.signIn();
    const [name, value = ""] = cookie.split("=");
    const [token, signature = ""] = decodeURIComponent(value).split(".");
    const forged = signature.replace(/^./, (first) => (first === "A" ? "B" : "A"));
    for (const text of [
      `${token}`,
      `${token}.`,
      `${token}.${forged}`,
      `.${signature}`,
      "%",
      "%zz.%",
      "%00",
      "é",
      "a;b=",
    ])
      expect({ text, status: await statusOf(server, { cookie: `${name}=${text}` }) }).toEqual({ text, status: 401 });
  });

  test("is no credential for an application: the License API does not look at it", async () => {
    const server = await givenServer();
    const headers = await server.signIn();
    const { key } = await server.license();
    const body = { licenseKey: key };
    const answer = await server.call("POST", "/api/v1/license/validate", { headers, body });
    expect(answer.body).toEqual((await server.call("POST", "/api/v1/license/validate", { body })).body);
  });

  test("comes in a cookie that no script can read and no other site's form sends", async () => {
    const server = await givenServer();
    await server.signIn();
    const session = async (rememberMe?: boolean) => {
      const answer = await server.call("POST", SIGN_IN, { body: { ...CREDENTIALS, rememberMe } });
      return answer.headers.getSetCookie().find((cookie) => cookie.includes("session_token"));
    };
    expect(await session()).toMatch(
      /^keywright\.session_token=[^;]+; Max-Age=604800; Path=\/; HttpOnly; SameSite=Lax$/,
    );
    expect(await session(false)).toMatch(/^keywright\.session_token=[^;]+; Path=\/; HttpOnly; SameSite=Lax$/);
  });

  test("comes in a cookie for https alone where the public address is one", async () => {
    const server = await givenServer({ KEYWRIGHT_PUBLIC_URL: "https://licenses.example.com" });
    const { cookie } = await server.signIn();
    expect(cookie).toMatch(/^__Secure-keywright\.session_token=/);
    const answer = await server.call("POST", SIGN_IN, { body: CREDENTIALS });
    expect(answer.headers.getSetCookie()[0]).toMatch(/; HttpOnly; Secure; SameSite=Lax$/);
    expect(await statusOf(server, { cookie })).toBe(200);
  });
});

describe("a page of another site", () => {
  const EVIL = "https://evil.example";

  test.each<[string, Record<string, string>]>([
    ["says where it is", { origin: EVIL }],
    ["is at another port", { origin: "http://127.0.0.1:1" }],
    ["hides where it is", { origin: "null" }],
    ["is told by the browser to be one", { "sec-fetch-site": "cross-site" }],
    ["is a sister of ours", { "sec-fetch-site": "same-site" }],
    ["and its browser says nothing", {}],
  ])("can't use a visitor's session when it %s", async (_what, said) => {
    const server = await givenServer();
    const { cookie } = await server.signIn();
    const before = await server.stored();
    for (const [method, path, body] of [
      ["POST", "/api/v1/products", { name: "Evil" }],
      ["PATCH", "/api/v1/me", { name: "Evil" }],
      ["POST", "/api/auth/sign-out", {}],
      ["POST", "/api/auth/change-password", { currentPassword: OWNER.password, newPassword: "evil password" }],
    ] as const) {
      const answer = await server.call(method, path, { headers: { cookie, ...said }, body });
      expect(answer, path).toMatchObject({ status: 403, body: { code: "FORBIDDEN" } });
    }
    expect(await server.stored()).toBe(before);
  });

  test("can't sign its visitor in", async () => {
    const server = await givenServer();
    await server.signIn();
    const answer = await server.call("POST", SIGN_IN, { headers: { origin: EVIL }, body: CREDENTIALS });
    expect(answer).toMatchObject({ status: 403, body: { code: "FORBIDDEN" } });
    expect(answer.headers.getSetCookie()).toEqual([]);
  });

  test("may say what it likes beside a token, which no browser adds by itself", async () => {
    const server = await givenServer();
    const options = { token: await server.token(), headers: { origin: EVIL }, body: { name: "Halcyon" } };
    expect((await server.call("POST", "/api/v1/products", options)).status).toBe(201);
  });

  test("is everything but the public address, where one is set, whatever proxy stands before it", async () => {
    const server = await givenServer({ KEYWRIGHT_PUBLIC_URL: "https://licenses.example.com" });
    const { cookie } = await server.signIn();
    const status = async (origin: string) =>
      (await server.call("POST", "/api/v1/products", { headers: { cookie, origin }, body: { name: "P" } })).status;
    expect(await status("https://licenses.example.com")).toBe(201);
    expect(await status("https://licenses.example.com.evil.example")).toBe(403);
    expect(await status("http://licenses.example.com")).toBe(403);
  });
});

describe("/api/v1/me", () => {
  test("tells a user and a token who they are", async () => {
    const server = await givenServer();
    const headers = await server.signIn();
    expect((await server.call("GET", "/api/v1/me", { headers })).body).toEqual({
      kind: "user",
      id: expect.any(String),
      name: OWNER.name,
      email: OWNER.email,
      role: "owner",
      scope: "owner",
      productId: null,
    });
    const token = await server.token("read");
    expect((await server.call("GET", "/api/v1/me", { token })).body).toEqual({
      kind: "token",
      id: expect.any(String),
      name: "read token",
      email: null,
      role: null,
      scope: "read",
      productId: null,
    });
    expect(await server.call("GET", "/api/v1/me")).toMatchObject({ status: 401, body: { code: "UNAUTHORIZED" } });
  });

  test("changes a user's own name, at once everywhere, and refuses a token before it looks at the body", async () => {
    const server = await givenServer();
    const headers = await server.signIn();
    const renamed = await server.call("PATCH", "/api/v1/me", { headers, body: { name: "Lena O." } });
    expect(renamed).toMatchObject({ status: 200, body: { name: "Lena O.", email: OWNER.email } });
    expect(await server.call("GET", "/api/v1/me", { headers })).toMatchObject({ body: { name: "Lena O." } });
    const byToken = await server.call("PATCH", "/api/v1/me", { token: await server.token(), body: "{ no json" });
    expect(byToken).toMatchObject({ status: 403, body: { code: "FORBIDDEN" } });
  });
});

describe("a password", () => {
  test("is changed by whoever knows it; the other sessions can be ended with it", async () => {
    const server = await givenServer();
    const [here, elsewhere] = [await server.signIn(), await server.signIn()];
    const change = (body: object) => server.call("POST", "/api/auth/change-password", { headers: here, body });
    const changed = { newPassword: "staple battery", revokeOtherSessions: true };

    expect(await change({ ...changed, currentPassword: "wrong" })).toMatchObject({
      status: 400,
      body: { code: "INVALID_REQUEST", errors: { currentPassword: ["Is not your password."] } },
    });
    expect(await change({ currentPassword: OWNER.password, newPassword: "short" })).toMatchObject({
      status: 400,
      body: { errors: { newPassword: [expect.stringContaining("10 characters")] } },
    });
    expect((await server.events()).filter((type) => type === "user.password_changed")).toEqual([]);

    const answer = await change({ ...changed, currentPassword: OWNER.password });
    expect(answer.status).toBe(200);
    expect(await server.events()).toContain("user.password_changed");
    expect(await statusOf(server, elsewhere)).toBe(401);
    expect(await statusOf(server, { cookie: cookieOf(answer) })).toBe(200);
    expect((await server.call("POST", SIGN_IN, { body: CREDENTIALS })).status).toBe(401);
    const body = { ...CREDENTIALS, password: changed.newPassword };
    expect((await server.call("POST", SIGN_IN, { body })).status).toBe(200);
  });

  test("that is reset from the command line ends every session at once, and signs in", async () => {
    const server = await givenServer();
    const headers = await server.signIn();
    const password = taken(await resetPassword(server.as(OPERATOR), OWNER.email));
    expect((await server.eventRows()).at(-1)).toMatchObject({ data: JSON.stringify({ sessionsEnded: 1 }) });
    expect(await statusOf(server, headers)).toBe(401);
    expect((await server.call("POST", SIGN_IN, { body: CREDENTIALS })).status).toBe(401);
    expect((await server.call("POST", SIGN_IN, { body: { ...CREDENTIALS, password } })).status).toBe(200);
  });

  test("may have 128 characters of any kind", async () => {
    const server = await givenServer();
    const password = "😀".repeat(128);
    const body = { ...OWNER, password, token: await setupToken(server.services) };
    const made = await server.call("POST", "/api/v1/setup", { body });
    expect(made.status).toBe(201);
    expect(made.headers.getSetCookie()).toHaveLength(1);
    expect((await server.call("POST", SIGN_IN, { body: { ...CREDENTIALS, password } })).status).toBe(200);
  });
});

describe("tries to sign in", () => {
  const signIn = (server: GivenServer, password: string, more: { email?: string; cookie?: string } = {}) =>
    server.call("POST", SIGN_IN, {
      body: { email: more.email ?? OWNER.email, password },
      headers: { origin: server.url, ...(more.cookie && { cookie: more.cookie }) },
    });

  test("are held back when there were too many, in the same words for every e-mail, whatever the password", async () => {
    const server = await givenServer({ KEYWRIGHT_RATE_LIMIT: "on" });
    const { cookie } = await server.signIn();
    const refused: Answer[] = [];
    for (const email of [OWNER.email, "nobody@example.com"]) {
      const attempt = { email, address: "192.0.2.1", mark: null };
      for (let number = 0; number < 19; number++) await countSignIn(server.services, attempt);
      const guess = await signIn(server, "a guess of a password", { email });
      const held = await signIn(server, OWNER.password, { email });
      expect([guess.status, held.status]).toEqual([401, 429]);
      expect(held.headers.get("retry-after")).toBe("900");
      refused.push(guess, held);
    }
    const told = refused.map(({ body: { requestId: _, ...said } }) => said);
    expect(told.slice(0, 2)).toEqual(told.slice(2));
    expect(told[1]).toMatchObject({ code: "RATE_LIMITED" });
    // Where its user has signed in before, they still do.
    expect(cookie).toContain("keywright.browser=");
    expect((await signIn(server, OWNER.password, { cookie })).status).toBe(200);
  });

  test("are counted as well where somebody who is signed in is asked for their password, for all processes", async () => {
    const environment = { ...(await givenDatabase()), KEYWRIGHT_RATE_LIMIT: "on" };
    const [server, other] = [await givenServer(environment), await givenServer(environment)];
    const { cookie } = await server.signIn();
    const change = (at: GivenServer, currentPassword: string) =>
      at.call("POST", "/api/auth/change-password", {
        headers: { cookie, origin: at.url },
        body: { currentPassword, newPassword: "staple battery horse" },
      });
    const begin = (at: GivenServer, path: string, password: string) =>
      at.call("POST", `/api/auth/${path}`, { headers: { cookie, origin: at.url }, body: { password } });
    for (let guess = 0; guess < 4; guess++) expect((await change(server, "wrong")).status).toBe(400);
    for (let guess = 0; guess < 3; guess++) expect((await change(other, "wrong")).status).toBe(400);
    // What was right is forgiven, and all before it.
    expect((await begin(server, "two-step/begin", OWNER.password)).status).toBe(200);
    for (let guess = 0; guess < 5; guess++) {
      expect((await change(guess % 2 === 0 ? server : other, "wrong")).status).toBe(400);
      expect((await begin(other, "two-step/begin", "wrong")).status).toBe(400);
    }
    const told = { status: 429, body: { code: "RATE_LIMITED", detail: "Too many tries. Try again in 15 minutes." } };
    expect(await change(other, OWNER.password)).toMatchObject(told);
    expect(await begin(server, "two-step/switch-off", OWNER.password)).toMatchObject(told);
    expect(await signIn(server, OWNER.password, { cookie })).toMatchObject(told);
    server.clock.move({ minutes: 15 });
    expect((await change(server, OWNER.password)).status).toBe(200);
  });

  test("leave a mark in the browser when they succeed, which no script reads and no other place gets", async () => {
    const server = await givenServer({ KEYWRIGHT_RATE_LIMIT: "on", KEYWRIGHT_PUBLIC_URL: "https://keys.example.com" });
    await createOwner(server.as(OPERATOR), OWNER);
    const markOf = (answer: Answer) => answer.headers.getSetCookie().find((cookie) => cookie.includes("browser"));
    const body = { email: OWNER.email, password: OWNER.password };
    const mark = markOf(await server.call("POST", SIGN_IN, { body }));
    expect(mark).toMatch(/; Path=\/api\/auth; Max-Age=34560000; HttpOnly; SameSite=Lax; Secure$/);
    expect(markOf(await server.call("POST", SIGN_IN, { body: { ...body, password: "wrong" } }))).toBeUndefined();
  });
});

describe("a session that somebody else has begun", () => {
  test("is not the one that a user gets who signs in with its cookie", async () => {
    const server = await givenServer();
    const planted = await server.signIn();
    const answer = await server.call("POST", SIGN_IN, { body: CREDENTIALS, headers: planted });
    const own = cookieOf(answer);
    expect(own).not.toBe(planted.cookie);
    await server.call("POST", "/api/auth/sign-out", { body: {}, headers: planted });
    expect(await statusOf(server, { cookie: own })).toBe(200);
    // A made-up one becomes none either.
    const made = { cookie: "keywright.session_token=chosen.by.somebody", origin: server.url };
    expect(cookieOf(await server.call("POST", SIGN_IN, { body: CREDENTIALS, headers: made }))).not.toContain("chosen");
    expect(await statusOf(server, made)).toBe(401);
  });
});

test("hostile bodies and methods below /api/auth are refused with a problem document, and store nothing", async () => {
  const server = await givenServer({ KEYWRIGHT_LOG_LEVEL: "error" });
  const headers = await server.signIn();
  const before = await server.stored();
  const bodies = [
    ...[
      "{",
      '{"email":1,"email":2}',
      '{"__proto__":{}}',
      "[".repeat(10_000),
      "x".repeat(300 * 1024),
      "null",
      "[]",
      '""',
    ],
    ...[
      { email: {}, password: [] },
      { email: "a@example.com" },
      { ...CREDENTIALS, callbackURL: "https://evil.example" },
    ],
    ...[{ ...CREDENTIALS, rememberMe: "yes" }, { email: "a".repeat(300), password: "x" }, { currentPassword: 1 }],
    ...[{ token: 1 }, { token: { $ne: null } }, { token: "x".repeat(65) }, { newPassword: "x".repeat(200) }],
  ];
  for (const path of ["sign-in/email", "change-password", "revoke-session"]) {
    for (const body of bodies) {
      const answer = await server.call("POST", `/api/auth/${path}`, { headers, body });
      expect({ path, body, code: answer.body.code }).toMatchObject({ code: expect.any(String) });
      expect([400, 413]).toContain(answer.status);
    }
    const form = { ...headers, "content-type": "application/x-www-form-urlencoded" };
    expect(await server.call("POST", `/api/auth/${path}`, { headers: form, body: "email=a" })).toMatchObject({
      status: 415,
    });
    expect(await server.call("GET", `/api/auth/${path}`)).toMatchObject({ status: 405 });
  }
  for (const path of ["", "error", "ok", "reset-password/x", "callback/github", "%2e%2e", "update-user", "delete-user"])
    expect(await server.call("GET", `/api/auth/${path}`)).toMatchObject({ status: 404, body: { code: "NOT_FOUND" } });
  expect(await server.stored()).toBe(before);
});

async function statusOf(server: GivenServer, headers: Record<string, string>): Promise<number> {
  return (await server.call("GET", "/api/v1/products", { headers })).status;
}
