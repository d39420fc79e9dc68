import { expect, test } from "vitest";
import { type GivenServer, givenServer } from "#test/given.ts";
import { play } from "#test/scenario.ts";

/* What the web app reads besides the things themselves: the record, the overview, searches, tokens. */

const api = "/api/v1";
const now = "2026-03-10T09:30:00Z";

/** A call with a token of this scope. */
async function as(server: GivenServer, scope: "read" | "write" | "admin") {
  const token = await server.token(scope);
  return async (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) =>
    server.call(method, api + path, { token, headers, ...(body !== undefined && { body }) });
}

test("an event is answered whole, with the names that a line about it needs", async () => {
  const server = await givenServer();
  const call = await as(server, "read");
  const { license, key, order, customer, plan, product } = await server.license({ activationLimit: 5 });
  const { body: activated } = await server.call("POST", `${api}/license/activate`, {
    body: { licenseKey: key, instanceName: "Mac" },
  });

  const { status, body } = await call("GET", `/events?license=${license.id}&type=activation&limit=1`);

  expect(status).toBe(200);
  expect(body).toEqual({
    items: [
      {
        id: expect.any(String),
        at: now,
        type: "activation.created",
        actor: { kind: "application", id: null, name: null },
        about: {
          productId: product.id,
          planId: plan.id,
          customerId: customer.id,
          orderId: order.id,
          licenseId: license.id,
          activationId: activated.instanceId,
          tokenId: null,
          userId: null,
        },
        data: { name: "Mac", activationLimit: 5, activationUsage: 1 },
        license: { id: license.id, keyEnding: key.slice(-5), status: "active" },
        order: { id: order.id, number: 1001 },
        customer: { id: customer.id, name: "Ines Duarte", email: customer.email },
        plan: { id: plan.id, name: "Plan 1" },
        product: { id: product.id, name: "Product 1" },
      },
    ],
    nextCursor: null,
  });
  const count = async (query: string) => (await call("GET", `/events?${query}`)).body.items.length;
  expect(await count(`type=activation.created&actor=application&customer=${customer.id}&order=${order.id}`)).toBe(1);
  expect(await count(`product=${product.id}&from=${now}&to=2026-03-10T09:30:01Z`)).toBe(5);
  expect(await count(`to=${now}`)).toBe(0);
});

test("a token is shown once, works at once, is listed with its last use, and is refused once it is revoked", async () => {
  const server = await givenServer();
  const call = await as(server, "admin");
  const made = await call("POST", "/tokens", { name: "Shop", scope: "write" });
  const { id, token } = made.body;
  expect(made.status).toBe(201);
  const always = { product: null, expiresOn: null };
  const listed = { id: expect.any(String), name: "Shop", scope: "write", ...always, createdAt: now, lastUsedAt: null };
  expect(made.body).toEqual({ ...listed, token: expect.stringMatching(/^kwt_/) });

  expect((await server.call("GET", `${api}/orders`, { token })).status).toBe(200);
  const first = async () => (await call("GET", "/tokens?limit=1")).body;
  expect(await first()).toEqual({ items: [expect.objectContaining({ id })], nextCursor: id });
  await expect.poll(async () => (await first()).items[0], { timeout: 5000 }).toEqual({ ...listed, lastUsedAt: now });

  expect(await call("DELETE", `/tokens/${id}`)).toMatchObject({ status: 204, body: "" });
  expect((await server.call("GET", `${api}/orders`, { token })).status).toBe(401);
  expect((await call("GET", "/tokens")).body.items).toHaveLength(1);
});

test("the License API counts as a use of the token that it is called with", async () => {
  const server = await givenServer();
  const call = await as(server, "admin");
  const { key } = await server.license();
  const token = await server.token("license");
  await server.call("POST", "/license/validate", { body: { licenseKey: key }, token });
  const lastUse = async () => (await call("GET", "/tokens")).body.items[0].lastUsedAt;
  await expect.poll(lastUse, { timeout: 5000 }).toBe(now);
  expect((await call("GET", "/overview")).body).toMatchObject({ validations: 1 });
});

test("a customer is answered with counts and an ETag, and edited by it", async () => {
  const server = await givenServer();
  const call = await as(server, "write");
  const { customer } = await server.license();
  const path = `/customers/${customer.id}`;
  const read = await call("GET", path);
  expect(read.body).toEqual({ ...customer, createdAt: now, erased: false, orders: 1, licenses: 1 });
  const etag = read.headers.get("etag") ?? "";

  const edited = await call("PATCH", path, { name: null, customerId: "cus_1" }, { "if-match": etag });
  expect(edited).toMatchObject({ status: 200, body: { ...read.body, name: null, customerId: "cus_1" } });
  expect(edited.headers.get("etag")).not.toBe(etag);
  expect(await call("PATCH", path, { name: "X" }, { "if-match": etag })).toMatchObject({
    status: 412,
    body: { code: "CHANGED_ELSEWHERE" },
  });
  expect((await call("GET", "/customers?search=CUSTOMER-1")).body.items).toHaveLength(1);
  expect((await call("GET", "/customers?search=ines")).body.items).toEqual([]);
});

test("a customer's activations are listed over all of their licenses, the newest first, page by page", async () => {
  const server = await givenServer();
  const call = await as(server, "write");
  const { customer, plan, license, key } = await server.license();
  const other = await server.license();
  const order = { planId: plan.id, customer: { email: customer.email } };
  const second = (await call("POST", "/orders", order)).body.license;
  const activate = async (licenseKey: string, instanceName: string) =>
    (await call("POST", "/license/activate", { licenseKey, instanceName })).body.instanceId;
  const mac = await activate(key, "Mac");
  await activate(second.licenseKey, "PC");
  await activate(other.key, "Stranger");
  await activate(key, "Phone");

  const path = `/customers/${customer.id}/activations`;
  const first = (await call("GET", `${path}?limit=2`)).body;
  expect(first.items).toMatchObject([
    { name: "Phone", license: { id: license.id, keyEnding: key.slice(-5) } },
    { name: "PC", license: { id: second.id, keyEnding: second.licenseKey.slice(-5) } },
  ]);
  const last = (await call("GET", `${path}?limit=2&cursor=${first.nextCursor}`)).body;
  expect(last).toMatchObject({ items: [{ name: "Mac", instanceId: mac }], nextCursor: null });
  await call("DELETE", `/licenses/${license.id}/activations/${mac}`);
  expect((await call("GET", `${path}?ended=true`)).body.items).toMatchObject([{ instanceId: mac, endedAt: now }]);
  expect(await call("GET", "/customers/none/activations")).toMatchObject({
    status: 404,
    body: { code: "CUSTOMER_NOT_FOUND" },
  });
});

test("orders and licenses are searched by everything that their lists can be narrowed by, at once", async () => {
  const server = await givenServer();
  const call = await as(server, "read");
  const term = { expiry: { value: 1, unit: "days", from: "purchase" } } as const;
  const { license, key, order, customer, plan, product } = await server.license(term);
  await server.license();
  const same = { customer: customer.id, plan: plan.identifier, product: product.id, status: "active" };
  const ids = async (path: string, query: Record<string, string>) =>
    (await call("GET", `${path}?${new URLSearchParams(query)}`)).body.items.map((item: { id: string }) => item.id);

  const orders = { ...same, search: "customer-1@", source: "manual", from: now, to: "2026-03-10T10:31:00+01:00" };
  expect(await ids("/orders", orders)).toEqual([order.id]);
  expect(await ids("/orders", { ...orders, source: "api" })).toEqual([]);
  expect(await ids("/orders", { status: "none" })).toEqual([]);

  const licenses = { ...same, expiresAfter: now, expiresBefore: "2026-03-12T00:00:00Z" };
  for (const search of [customer.email, String(order.number), key.slice(-4).toLowerCase()])
    expect(await ids("/licenses", { ...licenses, search })).toEqual([license.id]);
  expect(await ids("/licenses", { ...licenses, expiresBefore: now })).toEqual([]);
});

test("plans are listed together, counted by their orders, and previewed in dates", async () => {
  const server = await givenServer();
  const call = await as(server, "read");
  const { plan } = await server.license();
  await server.plan();
  expect((await call("GET", "/plans")).body.items).toHaveLength(2);
  expect((await call("GET", `/plans/${plan.id}`)).body.orderCount).toBe(1);
  const license = { activationLimit: 5, expiry: { value: 1, unit: "years" }, graceDays: 7 };
  expect((await call("POST", "/plans/preview", { license })).body).toEqual({
    issuedOn: now,
    expiresOn: "2027-03-10T09:30:00Z",
    stopsWorkingOn: "2027-03-17T09:30:00Z",
    activationLimit: 5,
  });
});

test("the overview is answered whole", async () => {
  const server = await givenServer();
  const call = await as(server, "write");
  const terms = { expiry: { value: 9, unit: "days", from: "purchase" }, activationLimit: 1 } as const;
  const { license, key } = await server.license(terms);
  for (let count = 0; count < 6; count++) await server.call("POST", "/license/activate", { body: { licenseKey: key } });
  const whole = expect.objectContaining({ id: license.id, licenseKey: key });

  const { body } = await call("GET", "/overview?days=2");

  expect(body).toEqual({
    days: 2,
    activeLicenses: 1,
    activeLicensesBefore: 0,
    inGrace: 0,
    validations: 0,
    validationsBefore: 0,
    activations: 1,
    denied: 5,
    validationsByDay: [
      { day: "2026-03-09", validations: 0 },
      { day: "2026-03-10", validations: 0 },
    ],
    activationsByDay: [
      { day: "2026-03-09", activated: 0, denied: 0 },
      { day: "2026-03-10", activated: 1, denied: 5 },
    ],
    expiringSoonCount: 1,
    expiringSoon: [whole],
    suspicious: [{ license: whole, denied: 5, devices: 0, since: now }],
    checklist: { product: true, plan: true, order: true, activation: true },
  });
  expect((await call("GET", "/overview")).body.activationsByDay).toHaveLength(30);
});

play([
  {
    name: "a whole key where licenses are searched is refused with words on where it belongs, and is not repeated",
    request: async (server) => {
      const { key } = await server.license();
      return { method: "GET", path: `${api}/licenses?search=${key}`, token: await server.token("read") };
    },
    status: 400,
    body: { errors: { search: [expect.stringContaining("POST /licenses/find")] } },
    absent: ["PROD-"],
  },
  {
    name: "a day that the calendar does not have is refused by its field",
    request: async (server) => ({
      method: "GET",
      path: `${api}/events?from=2027-02-30T12:00:00Z`,
      token: await server.token("read"),
    }),
    status: 400,
    body: { errors: { from: [expect.any(String)] } },
  },
  {
    name: "events of a kind that there is not are refused, not found missing",
    request: async (server) => ({
      method: "GET",
      path: `${api}/events?type=license.lost`,
      token: await server.token("read"),
    }),
    status: 400,
    body: { errors: { type: [expect.any(String)] } },
  },
  {
    name: "a token is made for everything unless its scope is said",
    request: async (server) => ({
      method: "POST",
      path: `${api}/tokens`,
      body: { name: "Shop" },
      token: await server.token("admin"),
    }),
    status: 201,
    body: { scope: "admin" },
    events: ["token.created"],
  },
  {
    name: "revoking a token that is not there is refused",
    request: async (server) => ({ method: "DELETE", path: `${api}/tokens/x`, token: await server.token("admin") }),
    status: 404,
    body: { code: "TOKEN_NOT_FOUND" },
  },
  {
    name: "whoever may write may not see the tokens",
    request: async (server) => ({ method: "GET", path: `${api}/tokens`, token: await server.token("write") }),
    status: 403,
    body: { code: "FORBIDDEN" },
  },
  {
    name: "a customer that is not there is not found",
    request: async (server) => ({ method: "GET", path: `${api}/customers/x`, token: await server.token("read") }),
    status: 404,
    body: { code: "CUSTOMER_NOT_FOUND" },
  },
  {
    name: "an edit of a customer is recorded",
    request: async (server) => {
      const { customer } = await server.license();
      const body = { name: "Ana Duarte" };
      return { method: "PATCH", path: `${api}/customers/${customer.id}`, body, token: await server.token("write") };
    },
    status: 200,
    body: { name: "Ana Duarte" },
    events: ["customer.edited"],
  },
  {
    name: "a preview of terms that a plan can't have is refused by their fields, and nothing is ever stored",
    request: async (server) => ({
      method: "POST",
      path: `${api}/plans/preview`,
      body: { license: { activationLimit: 101 } },
      token: await server.token("read"),
    }),
    status: 400,
    body: { errors: { "license.activationLimit": ["Must be at most 100."] } },
  },
]);
