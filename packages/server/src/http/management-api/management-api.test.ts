import { describe, expect, test } from "vitest";
import { writeStamps } from "#actions/stamps/write.ts";
import { type GivenServer, givenServer } from "#test/given.ts";
import { play } from "#test/scenario.ts";

const api = "/api/v1";
const id = expect.stringMatching(/^[0-9a-f-]{36}$/);

/** A call with a token of the smallest scope that may make it. */
async function asVendor(server: GivenServer) {
  const token = await server.token("write");
  return async (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) =>
    server.call(method, api + path, { token, headers, ...(body !== undefined && { body }) });
}

test("a product, a plan and an order lead to a license key, each answered whole", async () => {
  const server = await givenServer();
  const call = await asVendor(server);
  const times = { createdAt: "2026-03-10T09:30:00Z", modifiedAt: "2026-03-10T09:30:00Z" };

  const product = await call("POST", "/products", { name: "Halcyon Studio" });
  expect(product).toMatchObject({ status: 201 });
  expect(product.headers.get("etag")).toBe('"1"');
  expect(product.body).toEqual({
    id,
    name: "Halcyon Studio",
    identifier: "halcyon-studio",
    keyPrefix: "HALC",
    description: "",
    taxCode: "software",
    onRefund: "deactivate",
    portal: { endDevices: true, regenerate: false, renewalUrl: null },
    ...times,
  });

  const terms = { activationLimit: 5, expiry: { value: 1, unit: "years" }, graceDays: 7 };
  const plan = await call("POST", `/products/${product.body.id}/plans`, { name: "Yearly", license: terms });
  expect(plan.status).toBe(201);
  expect(plan.body).toEqual({
    id,
    name: "Yearly",
    identifier: "halcyon-studio-yearly",
    description: "",
    version: 1,
    product: { id: product.body.id, identifier: "halcyon-studio", name: "Halcyon Studio" },
    license: {
      enabled: true,
      activationLimit: 5,
      expiry: { value: 1, unit: "years", from: "purchase" },
      graceDays: 7,
      releaseAfterDays: null,
    },
    prices: [],
    reminders: { days30: true, days7: true, days1: true },
    ...times,
  });

  const customer = { email: "ines@northlight.example", name: "Ines Duarte" };
  const amount = { value: "149.00", currency: "EUR" };
  const order = await call("POST", "/orders", { planIdentifier: "halcyon-studio-yearly", customer, amount });
  expect(order.status).toBe(201);
  const license = {
    id,
    licenseKey: expect.stringMatching(/^HALC(-[0-9A-Z]{5}){5}$/),
    activatedOn: null,
    expiresOn: "2027-03-10T09:30:00Z",
    activationUsage: 0,
    activationLimit: 5,
    enabled: true,
    status: "active",
  };
  const planOfOrder = {
    id: plan.body.id,
    identifier: plan.body.identifier,
    name: "Yearly",
    product: plan.body.product,
  };
  expect(order.body).toEqual({
    id,
    number: 1001,
    createdAt: "2026-03-10T09:30:00Z",
    status: "complete",
    source: "api",
    amount,
    customer: { id, customerId: id, ...customer },
    plan: planOfOrder,
    license,
  });
  expect((await call("GET", `/orders/${order.body.id}`)).body).toEqual(order.body);
  expect((await call("GET", "/orders")).body).toEqual({ items: [order.body], nextCursor: null });

  const read = await call("GET", `/licenses/${order.body.license.id}`);
  expect(read.body).toEqual({
    ...order.body.license,
    suspendedOn: null,
    suspendedBy: null,
    expiryFromActivation: null,
    graceEndsOn: "2027-03-17T09:30:00Z",
    deactivatedOn: null,
    createdAt: "2026-03-10T09:30:00Z",
    order: { id: order.body.id, number: 1001 },
    customer: order.body.customer,
    plan: planOfOrder,
    lastSeen: null,
  });
  const { lastSeen: _, ...listed } = read.body;
  expect((await call("GET", "/licenses")).body).toEqual({ items: [listed], nextCursor: null });
  expect((await call("POST", "/licenses/find", { licenseKey: order.body.license.licenseKey })).body).toEqual(listed);
});

describe("an order with an Idempotency-Key", () => {
  const customer = { email: "ines@northlight.example" };
  const headers = { "idempotency-key": "shop-4821" };

  test("is placed once, however often and at once the call is repeated", async () => {
    const server = await givenServer();
    const call = await asVendor(server);
    const { id: planId } = await server.plan();
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => call("POST", "/orders", { planId, customer }, headers)),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([...Array(7).fill(200), 201]);
    expect(new Set(answers.map(({ body }) => body.license.licenseKey)).size).toBe(1);
    expect((await call("GET", "/orders")).body.items).toHaveLength(1);
  });

  test("is refused with another body, and another caller may use the same key", async () => {
    const server = await givenServer();
    const call = await asVendor(server);
    const { id: planId } = await server.plan();
    await call("POST", "/orders", { planId, customer }, headers);
    const other = { planId, customer: { email: "maya@northlight.example" } };
    expect(await call("POST", "/orders", other, headers)).toMatchObject({
      status: 422,
      body: { code: "IDEMPOTENCY_KEY_REUSED" },
    });
    const another = await asVendor(server);
    expect((await another("POST", "/orders", other, headers)).status).toBe(201);
  });

  test("that was refused may be sent again, corrected", async () => {
    const server = await givenServer();
    const call = await asVendor(server);
    expect((await call("POST", "/orders", { planId: "none", customer }, headers)).status).toBe(404);
    const { id: planId } = await server.plan();
    expect((await call("POST", "/orders", { planId, customer }, headers)).status).toBe(201);
  });
});

describe("lists", () => {
  test("are read page by page with the cursor that each page answers", async () => {
    const server = await givenServer();
    const call = await asVendor(server);
    for (let number = 1; number <= 5; number++) await call("POST", "/customers", { email: `c${number}@example.com` });
    const read: string[] = [];
    let cursor = "";
    for (let page = 0; page < 3; page++) {
      const { body } = await call("GET", `/customers?limit=2${cursor && `&cursor=${cursor}`}`);
      read.push(...body.items.map(({ email }: { email: string }) => email));
      cursor = body.nextCursor;
    }
    expect(read).toEqual([5, 4, 3, 2, 1].map((number) => `c${number}@example.com`));
    expect(cursor).toBeNull();
  });

  test("refuse what they do not know", async () => {
    const server = await givenServer();
    const call = await asVendor(server);
    for (const [query, field] of [
      ["limit=0", "limit"],
      ["limit=101", "limit"],
      ["limit=x", "limit"],
      ["limit=1&limit=2", "limit"],
      ["cursor=x", "cursor"],
      ["colour=red", "colour"],
      ["status=lost", "status"],
    ]) {
      expect(await call("GET", `/licenses?${query}`)).toMatchObject({
        status: 400,
        body: { code: "INVALID_REQUEST", errors: { [field ?? ""]: [expect.any(String)] } },
      });
    }
  });

  test("search licenses by every field at once", async () => {
    const server = await givenServer();
    const call = await asVendor(server);
    const { key, license, customer, order, product } = await server.license();
    await server.license();
    const query = new URLSearchParams({
      email: customer.email,
      order: String(order.number),
      product: product.identifier,
      status: "active",
      keyEnding: key.slice(-5).toLowerCase(),
    });
    const { body } = await call("GET", `/licenses?${query}`);
    expect(body.items.map((item: { id: string }) => item.id)).toEqual([license.id]);
  });
});

test("a license tells how long it will last when its time has not started, and when it was ended", async () => {
  const server = await givenServer();
  const call = await asVendor(server);
  const { key, license } = await server.license({ expiry: { value: 14, unit: "days", from: "first_activation" } });
  const path = `/licenses/${license.id}`;
  expect((await call("GET", path)).body).toMatchObject({
    expiresOn: null,
    expiryFromActivation: { value: 14, unit: "days" },
  });
  await call("POST", "/license/activate", { licenseKey: key });
  expect((await call("GET", path)).body).toMatchObject({
    expiresOn: "2026-03-24T09:30:00Z",
    expiryFromActivation: null,
  });
  server.clock.move({ days: 1 });
  expect((await call("POST", `${path}/deactivate`)).body).toMatchObject({ deactivatedOn: "2026-03-11T09:30:00Z" });
});

describe("two editors", () => {
  test.each(["products", "plans", "licenses"])(
    "of one of the %s: the second is told, and nothing is overwritten",
    async (noun) => {
      const server = await givenServer();
      const call = await asVendor(server);
      const { license, plan, product } = await server.license({ activationLimit: 5 });
      const path =
        { products: `/products/${product.id}`, plans: `/plans/${plan.id}`, licenses: `/licenses/${license.id}` }[
          noun
        ] ?? "";
      const change = (value: number) =>
        ({
          products: { name: `Name ${value}` },
          plans: { license: { activationLimit: value } },
          licenses: { activationLimit: value },
        })[noun];
      const etag = (await call("GET", path)).headers.get("etag") ?? "";

      const first = await call("PATCH", path, change(3), { "if-match": etag });
      expect(first.status).toBe(200);
      expect(first.headers.get("etag")).not.toBe(etag);
      const stored = await server.stored();
      const second = await call("PATCH", path, change(4), { "if-match": etag });
      expect(second).toMatchObject({ status: 412, body: { code: "CHANGED_ELSEWHERE" } });
      expect(await server.stored()).toBe(stored);

      expect((await call("PATCH", path, change(4), { "if-match": `"999", ${first.headers.get("etag")}` })).status).toBe(
        200,
      );
      expect((await call("PATCH", path, change(5), { "if-match": "*" })).status).toBe(200);
      expect((await call("PATCH", path, change(6))).status).toBe(200);
      for (const tag of ['"1', 'W/"1"', "abc", '""'])
        expect((await call("PATCH", path, change(7), { "if-match": tag })).status).toBe(412);
    },
  );

  test("an activation in between does not disturb an editor", async () => {
    const server = await givenServer();
    const call = await asVendor(server);
    const { license, key } = await server.license();
    const etag = (await call("GET", `/licenses/${license.id}`)).headers.get("etag") ?? "";
    await call("POST", "/license/activate", { licenseKey: key });
    expect((await call("PATCH", `/licenses/${license.id}`, { activationLimit: 3 }, { "if-match": etag })).status).toBe(
      200,
    );
  });
});

play([
  {
    name: "regenerating needs no body, answers the new key and ends the activations",
    request: async (server) => {
      const { license } = await server.license();
      return { method: "POST", path: `${api}/licenses/${license.id}/regenerate`, token: await server.token("write") };
    },
    status: 200,
    body: { activationUsage: 0, status: "active" },
    events: ["license.regenerated"],
  },
  {
    name: "deactivating needs no body",
    request: async (server) => {
      const { license } = await server.license();
      return { method: "POST", path: `${api}/licenses/${license.id}/deactivate`, token: await server.token("write") };
    },
    status: 200,
    body: { enabled: false, status: "deactivated" },
    events: ["license.deactivated"],
  },
  {
    name: "revoking an activation that is not there is refused",
    request: async (server) => {
      const { license } = await server.license();
      return {
        method: "DELETE",
        path: `${api}/licenses/${license.id}/activations/nothing`,
        token: await server.token("write"),
      };
    },
    status: 404,
    body: { code: "INSTANCE_NOT_FOUND" },
  },
  {
    name: "an order needs a plan",
    request: async (server) => ({
      method: "POST",
      path: `${api}/orders`,
      token: await server.token("write"),
      body: { customer: { email: "a@example.com" } },
    }),
    status: 400,
    body: { errors: { planIdentifier: ["This field is required, or planId instead."] } },
  },
  {
    name: "an order names one plan",
    request: async (server) => ({
      method: "POST",
      path: `${api}/orders`,
      token: await server.token("write"),
      body: { planId: "a", planIdentifier: "b", customer: { email: "a@example.com" } },
    }),
    status: 400,
    body: { errors: { planIdentifier: [expect.any(String)] } },
  },
  {
    name: "a POST without a body is told which fields it lacks",
    request: async (server) => ({ method: "POST", path: `${api}/products`, token: await server.token("write") }),
    status: 400,
    body: { errors: { name: ["This field is required."] } },
  },
  {
    name: "a misspelt field is told, not ignored",
    request: async (server) => ({
      method: "POST",
      path: `${api}/products`,
      token: await server.token("write"),
      body: { name: "X", keyPrefx: "AB" },
    }),
    status: 400,
    body: { errors: { keyPrefx: ["No such field."] } },
  },
  {
    name: "a call without a token is told so before its body is looked at",
    request: async () => ({ method: "POST", path: `${api}/orders`, body: "{ no json" }),
    status: 401,
    body: { code: "UNAUTHORIZED" },
  },
  {
    name: "a token without the scope is told so before the body is looked at",
    request: async (server) => ({
      method: "POST",
      path: `${api}/orders`,
      token: await server.token("read"),
      body: "{ no json",
    }),
    status: 403,
    body: { code: "FORBIDDEN" },
  },
  {
    name: "another vendor's token is unknown",
    request: async () => ({ method: "GET", path: `${api}/orders`, token: await (await givenServer()).token() }),
    status: 401,
    body: { code: "UNAUTHORIZED", detail: "This server token is unknown or revoked." },
  },
]);

test("one license tells which device in use was seen last; it may be one that was activated long before others", async () => {
  const server = await givenServer();
  const call = await asVendor(server);
  const { license, key } = await server.license();
  const lastSeen = async () => (await call("GET", `/licenses/${license.id}`)).body.lastSeen;
  expect(await lastSeen()).toBeNull();
  const activate = async (instanceName: string) =>
    (await call("POST", "/license/activate", { licenseKey: key, instanceName })).body.instanceId;
  const instanceId = await activate("Mac");
  server.clock.move({ minutes: 1 });
  await activate("PC");
  server.clock.move({ minutes: 1 });
  await call("POST", "/license/validate", { licenseKey: key, instanceId });
  await writeStamps(server.services);
  expect(await lastSeen()).toEqual({ instanceId, name: "Mac", at: "2026-03-10T09:32:00Z" });
  await call("DELETE", `/licenses/${license.id}/activations/${instanceId}`);
  expect(await lastSeen()).toMatchObject({ name: "PC", at: "2026-03-10T09:31:00Z" });
});

test("revoking answers nothing, and the ended activation is in the list of those that ended", async () => {
  const server = await givenServer();
  const call = await asVendor(server);
  const { license, key } = await server.license();
  const { body } = await call("POST", "/license/activate", {
    licenseKey: key,
    instanceName: "Mac",
    metadata: { os_version: 1 },
  });
  const path = `/licenses/${license.id}/activations`;
  const activation = {
    instanceId: body.instanceId,
    name: "Mac",
    fingerprint: null,
    metadata: { os_version: 1 },
    activatedAt: "2026-03-10T09:30:00Z",
    lastSeenAt: "2026-03-10T09:30:00Z",
    endedAt: null,
  };
  expect((await call("GET", path)).body).toEqual({ items: [activation], nextCursor: null });

  expect(await call("DELETE", `${path}/${body.instanceId}`)).toMatchObject({ status: 204, body: "" });

  expect((await call("GET", path)).body.items).toEqual([]);
  expect((await call("GET", `${path}?ended=true`)).body.items).toEqual([
    { ...activation, endedAt: "2026-03-10T09:30:00Z" },
  ]);
});
