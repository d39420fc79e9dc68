import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { sql } from "kysely";
import { expect, test } from "vitest";
import { TABLES } from "#store/copy/tables.ts";
import { givenDatabase } from "#test/database.ts";
import {
  type Answer,
  type CallOptions,
  cookieOf,
  type Given,
  GivenServer,
  givenInstallation,
  OWNER,
} from "#test/given.ts";
import type { Known } from "#test/hostile/arbitrary.ts";
import { givenThings, type Operation, operationsOf } from "#test/hostile/operations.ts";
import { brokenRequest, fittingRequest, type Request, withCredentials } from "#test/hostile/requests.ts";
import { Secrets } from "#test/leaks.ts";
import { givenMailServer, type MailServer, mailSettings } from "#test/mail-server.ts";
import { outboxOf } from "#test/outbox.ts";
import { portalHeaders, signInWithKey } from "#test/portal.ts";
import { startProcess } from "#test/process.ts";
import { codeFor } from "#test/two-step.ts";

/** How many requests each operation gets that fit, and that do not. */
const EACH = 4;
const NEW_PASSWORD = "staple battery horse";
const WEBHOOK_SECRET = "whsec_of_the_leak_search";
/** The mails whose purpose it is. */
const MAY_HOLD_A_KEY: readonly string[] = ["key_on_purchase", "key_regenerated", "key_recovery"];

test("once every operation was used and misused, no key, token, cookie, password or link stands in anything that was written", async () => {
  const mailServer = await givenMailServer();
  const database = { ...(await givenDatabase()), ...mailSettings(mailServer) };
  const given = await givenInstallation(database);
  const process = await startProcess({
    ...{ ...database, STRIPE_WEBHOOK_SECRET: WEBHOOK_SECRET, KEYWRIGHT_LOG_LEVEL: "debug" },
    ...{ KEYWRIGHT_OWNER_EMAIL: OWNER.email, KEYWRIGHT_OWNER_PASSWORD: OWNER.password },
  });
  // Mails are read where they arrive, since this process may not have them any more.
  const server = new Observed({ ...given.services, sendsMail: false }, given.clock, process.url);
  const { secrets, links } = server;
  secrets.add(WEBHOOK_SECRET, OWNER.password, NEW_PASSWORD, database.KEYWRIGHT_SECRET ?? WEBHOOK_SECRET);
  const token = await server.token();
  secrets.add(token);
  const things = await givenThings(server, token);

  for (let buyer = 0; buyer < 5; buyer++) {
    const body = { planId: things.planId, customer: { email: `buyer-${buyer}@example.com` } };
    expect((await server.call("POST", "/api/v1/orders", { token, body })).status).toBe(201);
  }
  await useLinks(server, mailServer, String(things.email));
  await useOperations(server, things, token);
  await misuse(server, [...secrets.all, ...links.all]);
  await causeFault(server, String(things.licenseKey));
  const mails = await mailsOf(given, mailServer);
  for (const { text } of mails) links.hearLinks(text);

  await secrets.learnKeys(given.services);
  const stored = await storedBy(given, database);
  expect(await process.kill("SIGTERM")).toBe(0);
  const log = [...process.said, ...process.printed].join("\n");
  expect(log).toContain('"level":"error"');
  const all = new Secrets();
  all.add(...secrets.all, ...links.all);
  expect([...secrets.all].filter((secret) => /^[0-9A-Z]+(-[0-9A-Z]{5}){5}$/.test(secret)).length).toBeGreaterThan(5);
  expect(links.all.size).toBeGreaterThan(3);

  expect(all.anyhowIn(log), "the log").toEqual([]);
  expect(all.anyhowIn(stored), "the database").toEqual([]);
  expect(all.anyhowIn(server.addresses.join("\n")), "addresses that answers lead to").toEqual([]);
  // When a license is full, the application is told where its customer ends a device.
  expect(secrets.anyhowIn(server.refusals.join("\n")), "what refused calls were answered").toEqual([]);
  for (const { kind, headers, text } of mails) {
    expect(all.anyhowIn(headers), `the headers of ${kind}`).toEqual([]);
    if (!MAY_HOLD_A_KEY.includes(kind)) expect(secrets.anyhowIn(text), kind).toEqual([]);
  }
  expect(new Set(mails.map(({ kind }) => kind)).size).toBeGreaterThan(3);
});

/** A server whose answers are looked through for links, too. */
class Observed extends GivenServer {
  readonly links = new Links();
  /** Where answers lead to. */
  readonly addresses: string[] = [];

  override async call(method: string, path: string, options?: CallOptions): Promise<Answer> {
    const answer = await super.call(method, path, options);
    this.links.hearLinks(JSON.stringify(answer.body));
    for (const name of ["location", "content-location", "link", "refresh"])
      this.addresses.push(answer.headers.get(name) ?? "");
    return answer;
  }
}

/** The secrets of links, which stand behind the `#`. */
class Links extends Secrets {
  hearLinks(text: string): void {
    for (const [, secret] of text.matchAll(/https?:\/\/[^\s"<>#]*#([\w-]{20,})/g)) this.add(secret ?? "");
  }
}

/** Calls everything that the server's own document tells of, rightly and wrongly, by whoever may. */
async function useOperations(server: Observed, things: Known, token: string): Promise<void> {
  for (const operation of await operationsOf(server)) {
    const customer = await signInWithKey(server, await currentKey(server, String(things.licenses)));
    const session = operation.needsUser ? await server.signIn() : { cookie: "", origin: "" };
    for (const request of samplesOf(operation, things))
      await server.call(
        request.method,
        request.path,
        withCredentials(operation, request, { token, session, customer }),
      );
    await server.secrets.learnKeys(server.services);
  }
}

function samplesOf(operation: Operation, things: Known): Request[] {
  const broken = brokenRequest(operation, things);
  return [...fc.sample(fittingRequest(operation, things), EACH), ...(broken === null ? [] : fc.sample(broken, EACH))];
}

async function currentKey({ services: { store, vault } }: Given, id: string): Promise<string> {
  const { key_sealed } = await store.read
    .selectFrom("licenses")
    .select("key_sealed")
    .where("id", "=", id)
    .executeTakeFirstOrThrow();
  return vault.open("license-key", key_sealed, id);
}

/** What people do who have forgotten something, and who change their password. */
async function useLinks(server: Observed, mailServer: MailServer, email: string): Promise<void> {
  const linkTo = async (path: string): Promise<string> => {
    const found = () =>
      mailServer.mails.flatMap(({ text }) => [...text.matchAll(new RegExp(`${path}#([\\w-]+)`, "g"))]).at(-1)?.[1];
    await expect.poll(found).toBeDefined();
    return found() ?? "";
  };
  await server.call("POST", "/api/v1/portal/sign-in", { body: { email } });
  const link = await linkTo("/portal");
  portalHeaders(server, await server.call("POST", "/api/v1/portal/sign-in/link", { body: { link } }));
  await server.call("POST", "/api/v1/portal/sign-in/link", { body: { link } });

  await server.call("POST", "/api/auth/request-password-reset", { body: { email: OWNER.email } });
  const token = await linkTo("/reset");
  const reset = { body: { token, newPassword: OWNER.password } };
  expect((await server.call("POST", "/api/auth/reset-password", reset)).status).toBe(200);
  expect((await server.call("POST", "/api/auth/reset-password", reset)).status).toBe(401);
  const headers = await server.signIn();
  const change = { currentPassword: OWNER.password, newPassword: NEW_PASSWORD };
  const changed = await server.call("POST", "/api/auth/change-password", { headers, body: change });
  expect(changed.status).toBe(200);
  const back = { currentPassword: NEW_PASSWORD, newPassword: OWNER.password };
  const again = { cookie: cookieOf(changed) || headers.cookie, origin: headers.origin };
  await server.call("POST", "/api/auth/change-password", { headers: again, body: back });
  await useTwoStep(server);
  for (const password of [NEW_PASSWORD, OWNER.password.toUpperCase()])
    await server.call("POST", "/api/auth/sign-in/email", { body: { email: OWNER.email, password } });
}

/** Signs in by the codes of an app, rightly and wrongly. */
async function useTwoStep(server: Observed): Promise<void> {
  const { email, password } = OWNER;
  const headers = await server.signIn();
  const call = (path: string, body: object) => server.call("POST", `/api/auth/${path}`, { headers, body });
  const { secret } = (await call("two-step/begin", { password })).body;
  const code = codeFor(secret, Temporal.Now.instant());
  const { recoveryCodes } = (await call("two-step/switch-on", { code })).body;
  expect(recoveryCodes).toHaveLength(10);
  for (const status of [200, 401])
    expect((await call("sign-in/email", { email, password, code: recoveryCodes[0] })).status).toBe(status);
  expect((await call("sign-in/email", { email, password: NEW_PASSWORD, code: recoveryCodes[1] })).status).toBe(401);
  await call("two-step/recovery-codes", { password });
  expect((await call("two-step/switch-off", { password })).status).toBe(200);
}

/** Puts every secret where it does not belong. */
async function misuse(server: Observed, secrets: readonly string[]): Promise<void> {
  for (const secret of secrets) {
    const encoded = encodeURIComponent(secret);
    for (const path of [`/api/v1/licenses/${encoded}`, `/api/v1/licenses?keyEnding=${encoded}`, `/${encoded}`])
      await server.call("GET", path, {
        headers: { authorization: `Bearer ${encoded}`, referer: `${server.url}/${encoded}` },
      });
    await server.call("POST", "/api/v1/license/activate", { body: { licenseKey: [secret], [secret]: secret } });
    await server.call("POST", "/api/v1/license/validate", { body: `{"licenseKey":"${secret}` });
    await server.call("POST", "/license/validate", { body: "{}", headers: { "content-type": `text/${encoded}` } });
    await server.call("POST", "/api/auth/sign-in/email", { body: { email: secret, password: [secret] } });
    await server.call("GET", "/api/v1/me", { headers: { cookie: `keywright.session_token=${encoded}` } });
    await server.call("POST", "/hooks/stripe", { body: { secret }, headers: { "stripe-signature": encoded } });
  }
}

/** Takes a table away, so that something goes wrong that nobody expects and whose cause is logged. */
async function causeFault(server: Observed, licenseKey: string): Promise<void> {
  await server.services.store.transaction(async (tx) => ({
    end: "commit",
    value: await sql`alter table usage_days rename to gone`.execute(tx),
  }));
  await server.call("POST", "/license/validate", { body: { licenseKey } });
  const user = { headers: { authorization: `Bearer ${await server.token()}` } };
  expect((await server.call("GET", "/api/v1/overview", user)).status).toBe(500);
  await server.services.store.transaction(async (tx) => ({
    end: "commit",
    value: await sql`alter table gone rename to usage_days`.execute(tx),
  }));
}

/** Every byte that the database keeps. */
async function storedBy(given: Given, { KEYWRIGHT_DATA_DIR }: Record<string, string>): Promise<string> {
  if (KEYWRIGHT_DATA_DIR !== undefined)
    return readdirSync(KEYWRIGHT_DATA_DIR)
      .filter((name) => name.startsWith("keywright.db"))
      .map((name) => readFileSync(join(KEYWRIGHT_DATA_DIR, name), "latin1"))
      .join("\n");
  const texts = TABLES.map(async ({ name }) => {
    const { rows } = await sql<{ row: string }>`select t::text as row from ${sql.table(name)} t`.execute(
      given.services.store.read,
    );
    return rows.map(({ row }) => row).join("\n");
  });
  return (await Promise.all(texts)).join("\n");
}

/** Every mail that went out, once all have that wait for nothing. */
async function mailsOf(given: Given, { mails }: MailServer) {
  await expect
    .poll(async () => (await outboxOf(given)).filter(({ state, tries }) => state === "waiting" && tries === 0))
    .toEqual([]);
  const kinds = new Map((await outboxOf(given)).map(({ id, kind }) => [id, kind]));
  return mails.map(({ messageId, headers, text, html }) => ({
    kind: kinds.get(/[0-9a-f-]{36}/.exec(messageId)?.[0] ?? "") ?? "",
    headers: [...headers.values()].join("\n"),
    text: text + html,
  }));
}
