import { generateKeyPairSync } from "node:crypto";
import { describe, expect, test } from "vitest";
import { acceptInvitation } from "#actions/users/accept-invitation.ts";
import { invite } from "#actions/users/invite.ts";
import { switchOffTwoStep } from "#actions/users/switch-off-two-step.ts";
import { findPasskeyByCredential, usePasskey } from "#store/passkeys.ts";
import { type Answer, cookieOf, type GivenServer, givenServer, OPERATOR, OWNER, taken } from "#test/given.ts";
import {
  Authenticator,
  addPasskey,
  beginPasskey,
  beginSignIn,
  givenNamedServer,
  type Lie,
  PLACE,
  pageWith,
  signInByPasskey,
} from "#test/passkey.ts";
import { switchOnTwoStep } from "#test/two-step.ts";

const SIGN_IN = "/api/auth/sign-in/passkey";
const { email, password } = OWNER;
const REFUSED = {
  status: 401,
  body: { code: "UNAUTHORIZED", detail: "This passkey lets nobody in here. Sign in with e-mail and password." },
};

async function nameOf(server: GivenServer, answer: Answer): Promise<string | null> {
  const me = await server.call("GET", "/api/v1/me", { headers: { cookie: cookieOf(answer) } });
  return me.status === 200 ? me.body.name : null;
}

const sessionsOf = async (server: GivenServer) =>
  (await server.services.store.read.selectFrom("sessions").select("id").execute()).length;

/** Somebody else who has an account. */
async function givenNoor(server: GivenServer) {
  const noor = { name: "Noor", email: "noor@example.com", password: "quiet staple orange" };
  const { link } = taken(
    await invite(server.as(OPERATOR), { email: noor.email, role: "support", page: "http://127.0.0.1/" }),
  );
  taken(await acceptInvitation(server.services, { token: link.split("#")[1] ?? "", ...noor }));
  const signedIn = await server.call("POST", "/api/auth/sign-in/email", {
    body: { email: noor.email, password: noor.password },
  });
  return { ...noor, cookie: cookieOf(signedIn) };
}

describe("a passkey", () => {
  test.each(["ec", "rsa", "ed25519"] as const)(
    "signs its own user in, without password and code, and is recorded: %s",
    async (kind) => {
      const server = await givenNamedServer();
      const authenticator = new Authenticator({ kind });
      const added = await server.eventsOf(() => addPasskey(server, { authenticator, name: "Phone" }));
      expect(added.at(-1)).toBe("user.passkey_added");
      const noor = await givenNoor(server);
      const { authenticator: ofNoor } = await addPasskey(server, noor);
      await switchOnTwoStep(server);

      const signedIn = await server.eventsOf(async () => {
        expect(await nameOf(server, await signInByPasskey(server, authenticator))).toBe(OWNER.name);
      });
      expect(signedIn).toEqual(["user.signed_in"]);
      expect(await nameOf(server, await signInByPasskey(server, ofNoor))).toBe("Noor");
    },
  );

  test("begins a session of its own, whatever cookie was planted before", async () => {
    const server = await givenNamedServer();
    const { authenticator, headers: planted } = await addPasskey(server);
    const { options, headers } = await beginSignIn(server);
    const cookie = `${planted.cookie}; ${headers.cookie}`;
    const body = authenticator.prove(options, PLACE);
    const own = await server.call("POST", SIGN_IN, { headers: { ...headers, cookie }, body });
    await server.call("POST", "/api/auth/sign-out", { headers: planted, body: {} });
    expect(await nameOf(server, own)).toBe(OWNER.name);
    expect((await server.call("GET", "/api/v1/me", { headers: planted })).status).toBe(401);
  });

  test("is listed, renamed and removed by its user alone, and asks for the password before it is removed", async () => {
    const server = await givenNamedServer();
    const { authenticator, headers, passkey } = await addPasskey(server);
    const noor = await givenNoor(server);
    const { authenticator: ofNoor, headers: asNoor } = await addPasskey(server, { ...noor, name: "Key ring" });
    const list = async (as = headers) => (await server.call("GET", "/api/auth/passkeys", { headers: as })).body.items;
    const call = (path: string, body: object, as = headers) =>
      server.call("POST", `/api/auth/passkeys/${path}`, { headers: as, body });
    const { id } = passkey;
    server.clock.move({ days: 1 });
    await signInByPasskey(server, authenticator);
    expect(await list()).toEqual([
      { id, name: "Lena’s phone", createdAt: "2026-03-10T09:30:00Z", lastUsedAt: "2026-03-11T09:30:00Z" },
    ]);
    expect(await list(asNoor)).toMatchObject([{ name: "Key ring", lastUsedAt: null }]);

    expect(await call("rename", { id, name: "Old phone" })).toMatchObject({ body: { name: "Old phone" } });
    const notTheirs = { status: 404, body: { code: "PASSKEY_NOT_FOUND" } };
    expect(await call("rename", { id, name: "Mine" }, asNoor)).toMatchObject(notTheirs);
    expect(await call("remove", { id, password: noor.password }, asNoor)).toMatchObject(notTheirs);
    expect(await call("remove", { id, password: noor.password })).toMatchObject({
      status: 400,
      body: { errors: { password: ["Is not your password."] } },
    });
    expect(await list()).toMatchObject([{ name: "Old phone" }]);

    const removed = await server.eventsOf(() => call("remove", { id, password }));
    expect(removed).toEqual(["user.passkey_removed"]);
    expect(JSON.parse((await server.eventRows()).at(-1)?.data ?? "")).toEqual({ name: "Old phone" });
    expect(await list()).toEqual([]);
    expect(await signInByPasskey(server, authenticator)).toMatchObject(REFUSED);
    expect(await nameOf(server, await signInByPasskey(server, ofNoor))).toBe("Noor");
  });

  test("is there for whoever is signed in, has the password and comes from our own page", async () => {
    const server = await givenNamedServer();
    const { cookie } = await server.signIn();
    const begin = (headers: Record<string, string>, typed = password) =>
      server.call("POST", "/api/auth/passkeys/begin", { headers, body: { password: typed } });
    expect((await begin({})).status).toBe(401);
    expect((await begin({ authorization: `Bearer ${await server.token()}` })).status).toBe(401);
    expect((await begin({ cookie, origin: "https://evil.example" })).status).toBe(403);
    expect(await begin(pageWith(cookie), "a wrong guess")).toMatchObject({ status: 400 });
    const begun = await begin(pageWith(cookie));
    expect(begun.body).toMatchObject({
      rp: { id: PLACE.id },
      user: { name: email },
      excludeCredentials: [],
      authenticatorSelection: { residentKey: "required", userVerification: "required" },
    });
    expect(begun.headers.getSetCookie()).toEqual([
      expect.stringMatching(
        /^keywright\.passkey=[\w-]{22}; Path=\/api\/auth; Max-Age=300; HttpOnly; SameSite=Strict; Secure$/,
      ),
    ]);
    const { authenticator } = await addPasskey(server, { cookie });
    expect((await begin(pageWith(cookie))).body.excludeCredentials).toEqual([
      { type: "public-key", id: authenticator.credentialId },
    ]);
  });

  test("goes with its user, and when the command line forgets their second steps", async () => {
    const server = await givenNamedServer();
    const { authenticator } = await addPasskey(server);
    const noor = await givenNoor(server);
    const { authenticator: ofNoor } = await addPasskey(server, noor);
    const { headers } = await switchOnTwoStep(server);
    const { items } = (await server.call("GET", "/api/v1/users", { headers })).body;
    expect(items).toMatchObject([
      { name: "Noor", twoStep: false, passkeys: 1 },
      { name: OWNER.name, passkeys: 1 },
    ]);

    // She is asked for her passkey, and is removed before she answers.
    const begun = await beginSignIn(server);
    expect((await server.call("DELETE", `/api/v1/users/${items[0].id}`, { headers })).status).toBe(204);
    const late = { headers: begun.headers, body: ofNoor.prove(begun.options, PLACE) };
    expect(await server.call("POST", SIGN_IN, late)).toMatchObject(REFUSED);

    const forgotten = await server.eventsOf(async () => taken(await switchOffTwoStep(server.as(OPERATOR), email)));
    expect(forgotten).toEqual(["user.two_step_disabled", "user.passkey_removed"]);
    expect(await signInByPasskey(server, authenticator)).toMatchObject(REFUSED);
    expect(await server.services.store.read.selectFrom("passkeys").selectAll().execute()).toEqual([]);
  });

  test("needs a name: at an address of numbers there is none", async () => {
    const numbered = await givenServer({ KEYWRIGHT_PUBLIC_URL: "https://192.0.2.1" });
    const begin = (server: GivenServer, origin: string) =>
      server.call("POST", "/api/auth/sign-in/passkey/begin", { headers: { origin }, body: {} });
    expect(await begin(numbered, "https://192.0.2.1")).toMatchObject({
      status: 400,
      body: { detail: expect.stringContaining("KEYWRIGHT_PUBLIC_URL") },
    });
    // Without a public address, the one that browsers on the machine itself take for a name.
    const local = await givenServer();
    expect(await begin(local, local.url)).toMatchObject({
      body: {
        detail: expect.stringContaining(`Passkeys work at ${local.url.replace("127.0.0.1", "localhost")} alone`),
      },
    });
  });
});

describe("nobody is signed in", () => {
  const lies: readonly (readonly [string, (server: GivenServer) => Promise<Lie> | Lie])[] = [
    ["an answer that another page got", () => ({ origin: "https://licenses.example.com.evil.example" })],
    ["an answer that our page got in a frame of another", () => ({ crossOrigin: true })],
    ["an answer for another host", () => ({ partyId: "example.com" })],
    ["an authenticator that does not know its user", () => ({ isUserVerified: false })],
    ["an authenticator that nobody touched", () => ({ isUserPresent: false })],
    ["an answer to how a passkey is made", () => ({ type: "webauthn.create" })],
    ["a passkey that we do not know", () => ({ credentialId: "dW5rbm93bg" })],
    ["a passkey that says to be somebody else's", () => ({ userHandle: Buffer.from("nobody").toString("base64url") })],
    ["another key", () => ({ key: generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey })],
    ["a challenge that we did not make", () => ({ challenge: "bm9uZSBvZiBvdXJz" })],
    ["another browser's challenge", async (server) => (await beginSignIn(server)).options],
    [
      "the challenge to a new passkey",
      async (server) => (await beginPasskey(server, (await server.signIn()).cookie)).options,
    ],
  ];

  test("by an answer that is not what was asked of this passkey, here and now", async () => {
    const server = await givenNamedServer();
    const { authenticator } = await addPasskey(server);
    for (const [name, lieOf] of lies) {
      const lie = await lieOf(server);
      const sessions = await sessionsOf(server);
      const answer = await signInByPasskey(server, authenticator, lie);
      expect(answer, name).toMatchObject(REFUSED);
      expect(answer.headers.getSetCookie(), name).toEqual([]);
      expect(await sessionsOf(server), name).toBe(sessions);
    }
    // And yet the passkey is good.
    expect(await nameOf(server, await signInByPasskey(server, authenticator))).toBe(OWNER.name);
  });

  test("by an answer that was used, or came before it, whether it was right or not", async () => {
    const server = await givenNamedServer();
    const { authenticator } = await addPasskey(server);
    const sign = (begun: Awaited<ReturnType<typeof beginSignIn>>, lie: Lie = {}) =>
      server.call("POST", SIGN_IN, { headers: begun.headers, body: authenticator.prove(begun.options, PLACE, lie) });
    const right = await beginSignIn(server);
    expect((await sign(right)).status).toBe(200);
    expect(await sign(right)).toMatchObject(REFUSED);
    const wrong = await beginSignIn(server);
    expect(await sign(wrong, { isUserVerified: false })).toMatchObject(REFUSED);
    expect(await sign(wrong)).toMatchObject(REFUSED);
    const late = await beginSignIn(server);
    server.clock.move({ minutes: 5 });
    expect(await sign(late)).toMatchObject(REFUSED);
    // Of those who send one answer at once, one is let in.
    const shared = await beginSignIn(server);
    const body = authenticator.prove(shared.options, PLACE);
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => server.call("POST", SIGN_IN, { headers: shared.headers, body })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 401, 401, 401, 401]);
    // What has come too late is kept no longer than until somebody else asks.
    expect(await server.services.store.read.selectFrom("passkey_challenges").selectAll().execute()).toEqual([]);
  });

  test("by an authenticator whose counter did not move forward: it is a copy", async () => {
    const server = await givenNamedServer();
    const { authenticator } = await addPasskey(server, { authenticator: new Authenticator({ counts: true }) });
    const counted = async (counter?: number) =>
      (await signInByPasskey(server, authenticator, { ...(counter !== undefined && { counter }) })).status;
    expect(await counted(10)).toBe(200);
    expect([await counted(10), await counted(9), await counted(0)]).toEqual([401, 401, 401]);
    expect(await counted(11)).toBe(200);
    // Two answers that were signed one after the other, and arrive the other way round.
    const [first, second] = [await beginSignIn(server), await beginSignIn(server)];
    const send = ({ headers, options }: typeof first, counter: number) =>
      server.call("POST", SIGN_IN, { headers, body: authenticator.prove(options, PLACE, { counter }) });
    expect((await send(second, 13)).status).toBe(200);
    expect(await send(first, 12)).toMatchObject(REFUSED);
    // Nor where both were looked at before either was used.
    const { store, clock } = server.services;
    const known = await findPasskeyByCredential(store.read, authenticator.credentialId);
    if (known === null) throw new Error("there is none");
    const used = (counter: number, userId = known.userId) =>
      store.transaction<boolean>(async (tx) => ({
        end: "commit",
        value: await usePasskey(tx, { id: known.id, userId, counter }, clock.now()),
      }));
    expect([await used(13), await used(0), await used(14, "somebody else")]).toEqual([false, false, false]);
    expect(await used(14)).toBe(true);
  });
});

describe("no passkey is added", () => {
  const lies: readonly (readonly [string, Lie])[] = [
    ["by another page", { origin: "https://evil.example" }],
    ["for another host", { partyId: "evil.example" }],
    ["without knowing its user", { isUserVerified: false }],
    ["by an answer to how one signs in", { type: "webauthn.get" }],
    ["to a challenge that we did not make", { challenge: "bm9uZSBvZiBvdXJz" }],
  ];

  test("that is not made as it was asked for", async () => {
    const server = await givenNamedServer();
    const { cookie } = await server.signIn();
    for (const [name, lie] of lies) {
      const { options, headers } = await beginPasskey(server, cookie);
      const body = { name: "Phone", ...new Authenticator().make(options, PLACE, lie) };
      const answer = await server.call("POST", "/api/auth/passkeys", { headers, body });
      expect(answer, name).toMatchObject({ status: 400, body: { code: "INVALID_REQUEST" } });
    }
    expect((await server.call("GET", "/api/auth/passkeys", { headers: pageWith(cookie) })).body.items).toEqual([]);
    expect(await server.events()).not.toContain("user.passkey_added");
  });

  test("to somebody else's, with their challenge or ours, nor one that somebody has already", async () => {
    const server = await givenNamedServer();
    const { cookie } = await server.signIn();
    const noor = await givenNoor(server);
    const add = (headers: Record<string, string>, body: object) =>
      server.call("POST", "/api/auth/passkeys", { headers, body: { name: "Phone", ...body } });
    const begun = await beginPasskey(server, cookie);
    const authenticator = new Authenticator();
    const made = authenticator.make(begun.options, PLACE);
    const [, passkeyCookie = ""] = /(keywright\.passkey=[\w-]+)/.exec(begun.headers.cookie ?? "") ?? [];
    // Her session, in the browser that the owner began in: what was begun for him is not for her, and not used up by it.
    expect(await add(pageWith(noor.cookie, passkeyCookie), made)).toMatchObject({ status: 400 });
    expect((await add(begun.headers, made)).status).toBe(200);
    expect(await add(begun.headers, made)).toMatchObject({ status: 400 });

    const again = await beginPasskey(server, noor.cookie, noor.password);
    const copy = new Authenticator().make(again.options, PLACE, { credentialId: authenticator.credentialId });
    expect(await add(again.headers, copy)).toMatchObject({ body: { detail: "This passkey is known already." } });
    expect(await nameOf(server, await signInByPasskey(server, authenticator))).toBe(OWNER.name);
  });

  test("beyond twenty", async () => {
    const server = await givenNamedServer();
    const { headers } = await addPasskey(server);
    await server.services.store.transaction(async (tx) => {
      const row = await tx.selectFrom("passkeys").selectAll().executeTakeFirstOrThrow();
      const copies = Array.from({ length: 19 }, (_, n) => ({ ...row, id: `${n}`, credential_id: `${n}` }));
      await tx.insertInto("passkeys").values(copies).execute();
      return { end: "commit", value: undefined };
    });
    await expect(addPasskey(server, { cookie: headers.cookie ?? "" })).rejects.toThrow("You have 20 passkeys");
  });
});

test("passkeys are tried as often as passwords, by address; one that is right does not count", async () => {
  const server = await givenNamedServer({ KEYWRIGHT_RATE_LIMIT: "on" });
  const { authenticator } = await addPasskey(server);
  for (let count = 0; count < 30; count++) expect((await signInByPasskey(server, authenticator)).status).toBe(200);
  const { options, headers } = await beginSignIn(server);
  const body = authenticator.prove(options, PLACE, { isUserVerified: false });
  const statuses: number[] = [];
  for (let guess = 0; guess < 62; guess++)
    statuses.push((await server.call("POST", SIGN_IN, { headers, body })).status);
  expect(statuses).toEqual([...Array(60).fill(401), 429, 429]);
  expect((await signInByPasskey(server, authenticator)).status).toBe(429);
  server.clock.move({ minutes: 15 });
  const signedIn = await signInByPasskey(server, authenticator);
  // The browser is known from now on, by the password, too.
  expect(cookieOf(signedIn)).toContain("keywright.browser=");
});
