import { readFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect, test } from "vitest";
import { checkRecord } from "#actions/record/check.ts";
import { signRecord } from "#actions/record/sign.ts";
import { ENGINE, givenDatabase } from "#test/database.ts";
import { type GivenServer, givenServer } from "#test/given.ts";
import { WITH_MAIL } from "#test/portal.ts";
import { dumpOf, livePerson, type Made, PERSON, renewAtStripe, TRACES, tracesIn } from "#test/privacy/person.ts";
import { SECRET } from "#test/sales/stripe.ts";

async function givenPerson(): Promise<{ server: GivenServer; made: Made; environment: Record<string, string> }> {
  const environment = await givenDatabase();
  const server = await givenServer({ ...environment, ...WITH_MAIL, STRIPE_WEBHOOK_SECRET: SECRET });
  const made = await livePerson(server);
  await signRecord(server.services);
  return { server, made, environment };
}

async function erase(server: GivenServer, { customer }: Made, body: object = {}) {
  const token = await server.token();
  return server.call("POST", `/api/v1/customers/${customer}/erase`, { token, body });
}

test("somebody who did everything is nowhere any more once they are erased, and their license works as before", async () => {
  const { server, made, environment } = await givenPerson();
  const { license, instanceId } = made;
  expect(tracesIn(await dumpOf(server))).toEqual(TRACES);
  const before = await server.eventRows();

  expect(await erase(server, made)).toMatchObject({
    status: 200,
    body: { name: null, email: `${made.customer}@erased.invalid`, customerId: made.customer, erased: true, orders: 2 },
  });
  expect(tracesIn(await dumpOf(server))).toEqual([]);
  if (ENGINE === "sqlite") expect(tracesIn(fileOf(environment))).toEqual([]);

  // Nothing is missing in the record, and nothing else of it has changed.
  const after = await server.eventRows();
  expect(after.map(({ id, hash }) => [id, hash]).slice(0, before.length)).toEqual(
    before.map(({ id, hash }) => [id, hash]),
  );
  expect(after.slice(before.length).map(({ type }) => type)).toEqual(["token.created", "customer.erased"]);
  expect(after.filter(({ actor_kind }) => actor_kind === "token").every(({ actor_name }) => actor_name !== null)).toBe(
    true,
  );
  const checked = await checkRecord(server.services);
  expect(checked.faults).toEqual([]);
  expect(checked.erased).toBeGreaterThan(10);

  // The same device is known as before, whatever is known of it.
  const { key: licenseKey } = license;
  const fingerprint = "HW-4711-Marit";
  const call = (what: string, body: object) =>
    server.call("POST", `/license/${what}`, { body: { licenseKey, ...body } });
  expect(await call("validate", { fingerprint })).toMatchObject({ status: 200, body: { valid: true, metadata: {} } });
  expect(await call("activate", { fingerprint, instanceName: "Marits-MacBook" })).toMatchObject({
    status: 200,
    body: { instanceId },
  });
});

test("what is done after somebody was erased does not make them known again", async () => {
  const { server, made } = await givenPerson();
  await erase(server, made);
  const stored = await server.stored();
  expect(await erase(server, made)).toMatchObject({ status: 200, body: { erased: true } });
  const events = await server.events();
  expect(events.filter((type) => type === "customer.erased")).toHaveLength(1);

  const body = { licenseKey: made.license.key, instanceName: "Marits-MacBook", metadata: { user: "marit-logged-in" } };
  for (const fingerprint of ["HW-0815-Marit", "HW-4712-Marit"])
    await server.call("POST", "/license/activate", { body: { ...body, fingerprint } });
  await server.call("POST", "/api/v1/portal/recover", { body: { email: "nobody@example.com" } });
  await renewAtStripe(server);
  const token = await server.token();
  const at = (path: string) => `/api/v1${path}`;
  expect(await server.call("POST", at(`/licenses/${made.license.id}/send-key`), { token })).toMatchObject({
    ...{ status: 403, body: { code: "CUSTOMER_ERASED" } },
  });
  const edit = { token, body: { name: "Marit Solheim" } };
  expect(await server.call("PATCH", at(`/customers/${made.customer}`), edit)).toMatchObject({ status: 403 });
  expect(await server.stored()).not.toBe(stored);
  expect(tracesIn(await dumpOf(server))).toEqual([]);
  expect((await checkRecord(server.services)).faults).toEqual([]);

  // Who buys again is somebody new.
  const plan = await server.plan();
  const again = await server.call("POST", at("/orders"), { token, body: { planId: plan.id, customer: PERSON } });
  expect(again.status).toBe(201);
  expect(again.body.customer.id).not.toBe(made.customer);
});

test("somebody is erased while their devices ask, their provider tells and somebody writes about them, and stays erased", async () => {
  const { server, made } = await givenPerson();
  const token = await server.token();
  const { key: licenseKey, id } = made.license;
  const device = (number: number) =>
    server.call("POST", "/license/activate", {
      body: { licenseKey, instanceName: "Marits-MacBook", fingerprint: `HW-4711-Marit ${number % 3}` },
    });
  const hold = (what: string) =>
    server.call("POST", `/api/v1/licenses/${id}/${what}`, { token, body: { reason: "A letter from Marit's bank" } });
  const answers = await Promise.all([
    ...[1, 2, 3, 4, 5, 6].map(device),
    renewAtStripe(server),
    hold("suspend"),
    erase(server, made),
    hold("restore"),
    erase(server, made),
    ...[7, 8, 9, 10].map(device),
  ]);
  expect(answers.map((answer) => answer?.status ?? 200).filter((status) => status >= 500)).toEqual([]);
  // What the vendor wrote after it is theirs to mind; erasing once more finds it.
  expect(tracesIn(await dumpOf(server)).filter((trace) => trace !== "marit's bank")).toEqual([]);
  await erase(server, made);
  expect(tracesIn(await dumpOf(server))).toEqual([]);
  expect((await checkRecord(server.services)).faults).toEqual([]);
});

test("licenses end with their customer when that is asked for", async () => {
  const { server, made } = await givenPerson();
  expect(await erase(server, made, { endLicenses: true })).toMatchObject({ status: 200, body: { licenses: 2 } });
  const { body } = await server.call("POST", "/license/validate", { body: { licenseKey: made.license.key } });
  expect(body).toMatchObject({ valid: false, code: "DEACTIVATED" });
  expect((await server.events()).slice(-3)).toEqual(["license.deactivated", "license.deactivated", "customer.erased"]);
  expect((await checkRecord(server.services)).faults).toEqual([]);
});

test("an export tells somebody all that is held about them, and no key", async () => {
  const { server, made } = await givenPerson();
  const token = await server.token();
  const { status, body } = await server.call("GET", `/api/v1/customers/${made.customer}/export`, { token });
  expect(status).toBe(200);
  expect(tracesIn(JSON.stringify(body).toLowerCase())).toEqual(TRACES);
  expect(JSON.stringify(body)).not.toContain(made.license.key.slice(0, -5));
  expect(Object.entries(body).filter(([, held]) => Array.isArray(held) && held.length === 0)).toEqual([]);
});

/** The embedded database as it lies on the disk, its deleted parts included, once its log is copied into it. */
function fileOf({ KEYWRIGHT_DATA_DIR: folder = "" }: Record<string, string>): string {
  const path = join(folder, "keywright.db");
  const db = new DatabaseSync(path);
  db.exec("PRAGMA wal_checkpoint(TRUNCATE)");
  db.close();
  return [path, `${path}-wal`].map((file) => readFileSync(file, "utf8").toLowerCase()).join("");
}
