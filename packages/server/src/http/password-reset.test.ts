import { expect, test } from "vitest";
import { createOwner } from "#actions/users/create-owner.ts";
import { cookieOf, type GivenServer, givenServer, OPERATOR, OWNER } from "#test/given.ts";
import { givenMailServer, type MailServer, mailSettings } from "#test/mail-server.ts";
import { expectOutbox } from "#test/outbox.ts";

const SIGN_IN = "/api/auth/sign-in/email";
const NEW_PASSWORD = "staple battery horse";

async function givenMailingServer(environment: Record<string, string> = {}) {
  const mailServer = await givenMailServer();
  const server = await givenServer({ ...mailSettings(mailServer), ...environment });
  await createOwner(server.as(OPERATOR), OWNER);
  return { server, mailServer };
}

function ask(server: GivenServer, email = OWNER.email, headers: Record<string, string> = {}) {
  return server.call("POST", "/api/auth/request-password-reset", { body: { email }, headers });
}

function reset(server: GivenServer, token: string, newPassword = NEW_PASSWORD) {
  return server.call("POST", "/api/auth/reset-password", { body: { token, newPassword } });
}

/** The link in the next mail. */
async function mailedLink(mailServer: MailServer): Promise<URL> {
  const { text } = await mailServer.nextMail();
  return new URL(/^https?:\S+$/m.exec(text)?.[0] ?? "");
}

test("a mailed link gives a new password, signs in here and out everywhere else, and the old password is no more", async () => {
  const { server, mailServer } = await givenMailingServer();
  const elsewhere = await server.signIn();
  expect((await ask(server)).status).toBe(200);
  const link = await mailedLink(mailServer);

  const answer = await reset(server, link.hash.slice(1));
  expect(answer).toMatchObject({ status: 200, body: { status: true } });
  const me = (headers: Record<string, string>) => server.call("GET", "/api/v1/me", { headers });
  expect(await me({ cookie: cookieOf(answer) })).toMatchObject({ status: 200, body: { email: OWNER.email } });
  expect((await me(elsewhere)).status).toBe(401);
  expect((await server.events()).slice(-2)).toEqual(["user.password_reset", "user.signed_in"]);
  const signIn = async (password: string) =>
    (await server.call("POST", SIGN_IN, { body: { email: OWNER.email, password } })).status;
  expect([await signIn(OWNER.password), await signIn(NEW_PASSWORD)]).toEqual([401, 200]);

  const again = await reset(server, link.hash.slice(1), "yet another password");
  expect(again).toMatchObject({ status: 401, body: { code: "UNAUTHORIZED", detail: expect.stringMatching(/once/) } });
  expect(again.headers.getSetCookie()).toEqual([]);
});

test("whoever asks is told the same, whether or not there is such a user", async () => {
  const { server, mailServer } = await givenMailingServer();
  const answers = await Promise.all(
    [OWNER.email, "nobody@example.com", "no address", "x".repeat(254)].map((email) => ask(server, email)),
  );
  for (const { status, body } of answers) expect({ status, body }).toEqual({ status: 200, body: answers[0]?.body });
  expect(await mailServer.nextMail()).toMatchObject({ to: [OWNER.email] });
  await expectOutbox(server, [{ recipient: OWNER.email, state: "sent" }]);
  expect(mailServer.mails).toHaveLength(1);
});

test("the link leads to the public address, or to where the server listens, and never where the request says", async () => {
  const lies = { host: "evil.example", "x-forwarded-host": "evil.example", forwarded: "host=evil.example" };
  const open = await givenMailingServer();
  await ask(open.server, OWNER.email, lies);
  expect((await mailedLink(open.mailServer)).origin).toBe(open.server.url);

  const published = await givenMailingServer({ KEYWRIGHT_PUBLIC_URL: "https://licenses.example.com" });
  await ask(published.server, OWNER.email, lies);
  const link = await mailedLink(published.mailServer);
  expect(`${link.origin}${link.pathname}${link.search}`).toBe("https://licenses.example.com/reset");
});

test("a page of another site can't ask, and can't use a link", async () => {
  const { server } = await givenMailingServer();
  const before = await server.stored();
  expect((await ask(server, OWNER.email, { origin: "https://evil.example" })).status).toBe(403);
  const headers = { origin: "https://evil.example" };
  const body = { token: "x", newPassword: NEW_PASSWORD };
  expect((await server.call("POST", "/api/auth/reset-password", { headers, body })).status).toBe(403);
  expect(await server.stored()).toBe(before);
});

test("one address may ask three times in ten seconds, as it may try to sign in", async () => {
  const { server } = await givenMailingServer({ KEYWRIGHT_RATE_LIMIT: "on" });
  const emails = [OWNER.email, "a@example.com", OWNER.email, "b@example.com", OWNER.email];
  const answers = await Promise.all(emails.map((email) => ask(server, email)));
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 200, 429, 429]);
  const limited = answers.find(({ status }) => status === 429);
  expect(limited).toMatchObject({ body: { code: "RATE_LIMITED" } });
  expect(Number(limited?.headers.get("retry-after"))).toBeGreaterThan(0);
});

test("guessing links costs like guessing keys", async () => {
  const { server } = await givenMailingServer({ KEYWRIGHT_RATE_LIMIT: "on" });
  const statuses: number[] = [];
  for (let guess = 0; guess < 110; guess++) statuses.push((await reset(server, `${guess}`)).status);
  expect(statuses.slice(0, 100)).not.toContain(429);
  expect(statuses.at(-1)).toBe(429);
});

test("where there is no mail, that is said, to the page beforehand", async () => {
  const server = await givenServer();
  expect(await server.call("GET", "/api/v1/setup")).toMatchObject({ body: { sendsMail: false } });
  expect(await ask(server)).toMatchObject({ status: 403, body: { code: "MAIL_OFF" } });
  const mailing = await givenServer(mailSettings({ url: "smtp://127.0.0.1:1" }));
  expect(await mailing.call("GET", "/api/v1/setup")).toMatchObject({ body: { needed: true, sendsMail: true } });
});

test("bodies that are no question and no password are refused, and store nothing", async () => {
  const { server } = await givenMailingServer();
  const before = await server.stored();
  for (const body of [
    {},
    { email: "" },
    { email: 1 },
    { email: "\0@" },
    { email: "x".repeat(255) },
    { email: "a@b", redirectTo: "/x" },
    "[]",
  ])
    expect((await server.call("POST", "/api/auth/request-password-reset", { body })).status).toBe(400);
  for (const body of [
    {},
    { token: "x" },
    { token: "", newPassword: NEW_PASSWORD },
    { token: "x".repeat(101), newPassword: "x" },
  ])
    expect((await server.call("POST", "/api/auth/reset-password", { body })).status).toBe(400);
  expect(await reset(server, "x", "too short")).toMatchObject({
    status: 400,
    body: { errors: { newPassword: [expect.stringContaining("10 characters")] } },
  });
  expect((await server.call("GET", "/api/auth/reset-password")).status).toBe(405);
  expect((await server.call("GET", "/api/auth/reset-password/x")).status).toBe(404);
  expect(await server.stored()).toBe(before);
});
