import { describe, expect, test } from "vitest";
import { requireTwoStep } from "#actions/users/require-two-step.ts";
import { switchOffTwoStep } from "#actions/users/switch-off-two-step.ts";
import { cookieOf, type GivenServer, OPERATOR, OWNER, taken } from "#test/given.ts";
import { addPasskey, beginPasskey, givenNamedServer, PLACE, pageWith, signInByPasskey } from "#test/passkey.ts";
import { codeFor } from "#test/two-step.ts";

const { email, password } = OWNER;
const SETTINGS = "/api/v1/sign-in-settings";
const page = `${PLACE.origin}/second-step`;
const REQUIRED = { status: 403, body: { code: "TWO_STEP_REQUIRED", detail: expect.stringContaining(page) } };

type Headers = Record<string, string>;

const require = (server: GivenServer, headers: Headers, twoStepRequired = true) =>
  server.call("PATCH", SETTINGS, { headers, body: { twoStepRequired } });
const me = (server: GivenServer, headers: Headers) => server.call("GET", "/api/v1/me", { headers });
const standing = async (server: GivenServer, headers: Headers) =>
  (await server.call("GET", "/api/auth/two-step", { headers })).body.standing;
const auth = (server: GivenServer, headers: Headers, path: string, body: object = {}) =>
  server.call("POST", `/api/auth/${path}`, { headers, body });

/** The owner with the password alone, once somebody at the command line has asked two steps of everybody. */
async function givenRequired(environment: Record<string, string> = {}) {
  const server = await givenNamedServer(environment);
  const headers: Headers = await server.signIn();
  taken(await requireTwoStep(server.as(OPERATOR), true));
  return { server, headers };
}

describe("two steps are asked of everybody", () => {
  test("by an owner who has both, and it goes on record", async () => {
    const server = await givenNamedServer();
    const headers = await server.signIn();
    expect((await server.call("GET", SETTINGS, { headers })).body).toEqual({ twoStepRequired: false });
    expect(await require(server, headers)).toMatchObject({
      ...{ status: 403, body: { code: "NO_SECOND_STEP" } },
    });
    await addPasskey(server, headers);
    const recorded = await server.eventsOf(async () => {
      expect(await require(server, headers)).toMatchObject({ status: 200, body: { twoStepRequired: true } });
      expect((await require(server, headers)).status).toBe(200);
    });
    expect(recorded).toEqual(["sign_in.settings_edited"]);
    const [event] = (await server.eventRows()).slice(-1);
    expect(JSON.parse(event?.data ?? "")).toEqual({ twoStepRequired: { from: false, to: true } });
    // Having set one up in this session counts as having shown it.
    expect((await me(server, headers)).status).toBe(200);
    expect(await server.eventsOf(() => require(server, headers, false))).toEqual(["sign_in.settings_edited"]);
  });

  test("who has none is let in to set one up, and to nothing else", async () => {
    const { server, headers } = await givenRequired();
    const { id } = await server.services.store.read.selectFrom("users").select("id").executeTakeFirstOrThrow();
    for (const [method, path] of [
      ["GET", "/api/v1/me"],
      ["PATCH", "/api/v1/me"],
      ["GET", "/api/v1/licenses"],
      ["POST", "/api/v1/orders"],
      ["GET", "/api/v1/users"],
      ["DELETE", `/api/v1/users/${id}`],
      ["PATCH", SETTINGS],
      ["GET", "/api/auth/list-sessions"],
      ["GET", "/api/auth/get-session"],
      ["POST", "/api/auth/revoke-other-sessions"],
    ] as const)
      expect(await server.call(method, path, { headers, ...(method !== "GET" && { body: {} }) })).toMatchObject(
        REQUIRED,
      );
    const changed = { currentPassword: password, newPassword: "staple battery horse" };
    expect(await auth(server, headers, "change-password", changed)).toMatchObject(REQUIRED);
    expect(await auth(server, headers, "two-step/switch-off", { password })).toMatchObject(REQUIRED);
    expect(await standing(server, headers)).toBe("set_up");
    // Other systems, and the command line, are not concerned.
    expect((await server.call("GET", "/api/v1/me", { token: await server.token() })).status).toBe(200);

    expect((await auth(server, headers, "sign-out")).status).toBe(200);
    expect((await me(server, headers)).status).toBe(401);
  });

  test.each(["code", "passkey"] as const)(
    "once it is set up, its user goes on, and signs in with it: %s",
    async (kind) => {
      const { server, headers } = await givenRequired();
      const other = await server.signIn();
      const { authenticator } = kind === "passkey" ? await addPasskey(server, headers) : { authenticator: null };
      const secret = kind === "code" ? await setUpCode(server, headers) : "";
      expect(await standing(server, headers)).toBe("in");
      expect((await me(server, headers)).status).toBe(200);

      // Whoever else has the password, and was let in to set one up, is not let in by the one that was set up.
      expect(await standing(server, other)).toBe("sign_in_again");
      expect(await me(server, other)).toMatchObject(REQUIRED);
      expect(await auth(server, other, "two-step/begin", { password })).toMatchObject(REQUIRED);
      await expect(beginPasskey(server, other.cookie)).rejects.toThrow("TWO_STEP_REQUIRED");

      server.clock.move({ minutes: 1 });
      const signIn = (code?: string) =>
        server.call("POST", "/api/auth/sign-in/email", { body: { email, password, ...(code && { code }) } });
      if (authenticator !== null) {
        const byPassword = { ...headers, cookie: cookieOf(await signIn()) };
        expect(await standing(server, byPassword)).toBe("sign_in_again");
        const byPasskey = pageWith(cookieOf(await signInByPasskey(server, authenticator)));
        expect((await me(server, byPasskey)).status).toBe(200);
      } else {
        const byCode = pageWith(cookieOf(await signIn(codeFor(secret, server.clock.now()))));
        expect((await me(server, byCode)).status).toBe(200);
      }
    },
  );

  test("a new password leaves a session what it was", async () => {
    const server = await givenNamedServer();
    const oneStep = await server.signIn();
    await addPasskey(server, oneStep);
    const other = await server.signIn();
    const change = { currentPassword: password, newPassword: password, revokeOtherSessions: true };
    const before = cookieOf(await auth(server, other, "change-password", change));
    expect((await require(server, { ...oneStep, cookie: before })).status).toBe(200);
    expect(await standing(server, pageWith(before))).toBe("sign_in_again");
  });

  test("nobody switches their last one off; the command line does, and they set up another", async () => {
    const { server, headers } = await givenRequired();
    const { authenticator, passkey } = await addPasskey(server, headers);
    const remove = () => auth(server, headers, "passkeys/remove", { id: passkey.id, password });
    const last = { status: 403, body: { code: "LAST_SECOND_STEP" } };
    expect(await remove()).toMatchObject(last);
    expect((await signInByPasskey(server, authenticator)).status).toBe(200);
    await setUpCode(server, headers);
    expect((await remove()).status).toBe(200);
    const off = () => auth(server, headers, "two-step/switch-off", { password });
    expect(await off()).toMatchObject(last);
    expect((await me(server, headers)).status).toBe(200);

    taken(await switchOffTwoStep(server.as(OPERATOR), email));
    // No session counts any more as one with two steps.
    expect(await standing(server, headers)).toBe("set_up");
    const other = { ...headers, cookie: (await server.signIn()).cookie };
    await setUpCode(server, other);
    expect((await me(server, other)).status).toBe(200);
    taken(await requireTwoStep(server.as(OPERATOR), false));
    expect((await auth(server, other, "two-step/switch-off", { password })).status).toBe(200);
    expect((await me(server, headers)).status).toBe(200);
  });
});

/** Switches two-step code on in this session. Answers the app's secret. */
async function setUpCode(server: GivenServer, headers: Headers): Promise<string> {
  const { secret } = (await auth(server, headers, "two-step/begin", { password })).body;
  const code = codeFor(secret, server.clock.now());
  expect((await auth(server, headers, "two-step/switch-on", { code })).status).toBe(200);
  return secret;
}
