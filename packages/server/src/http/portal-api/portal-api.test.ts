import { describe, expect, test } from "vitest";
import { placeOrder } from "#actions/orders/place.ts";
import { type GivenServer, givenServer, OPERATOR, taken } from "#test/given.ts";
import { outboxOf } from "#test/outbox.ts";
import { askForMail, portalHeaders, signInByMail, signInWithKey, WITH_MAIL } from "#test/portal.ts";
import { play } from "#test/scenario.ts";

const portal = "/api/v1/portal";

/** A customer with a license on which two devices are in use, and what lets them in. */
async function givenCustomer(environment: Record<string, string> = WITH_MAIL) {
  const server = await givenServer(environment);
  const license = await server.license({ activationLimit: 2 });
  const devices: string[] = [];
  for (const instanceName of ["Studio Mac", "lab-win-03"]) {
    const { body } = await activate(server, license.key, { instanceName, metadata: { os: "macOS 26.1" } });
    devices.push(body.instanceId);
  }
  return { server, license, id: license.license.id, email: license.customer.email, devices };
}

function activate(server: GivenServer, licenseKey: string, more: object = {}) {
  return server.call("POST", "/api/v1/license/activate", { body: { licenseKey, ...more } });
}

/** Lets the customers of a product do what the vendor says. */
async function settle(server: GivenServer, productId: string, settings: object): Promise<void> {
  const { status } = await server.call("PATCH", `/api/v1/products/${productId}`, {
    token: await server.token(),
    body: { portal: settings },
  });
  expect(status).toBe(200);
}

const link = (server: GivenServer, text: string) =>
  server.call("POST", `${portal}/sign-in/link`, { body: { link: text } });
const code = (server: GivenServer, body: object) => server.call("POST", `${portal}/sign-in/code`, { body });
const session = (server: GivenServer, headers: Record<string, string>) =>
  server.call("GET", `${portal}/session`, { headers });

describe("signing in by mail", () => {
  test("the link opens a session of all that the customer has, recorded as theirs, and works once", async () => {
    const { server, email, license } = await givenCustomer();
    const mail = await askForMail(server, ` ${email.toUpperCase()} `);
    expect(mail).toMatchObject({ recipient: email, page: `${server.url}/portal#${mail.link}` });
    const opened = await link(server, mail.link);
    expect(opened).toMatchObject({ status: 201, body: { email, licenseId: null, endsAt: "2026-04-09T09:30:00Z" } });
    const [cookie] = opened.headers.getSetCookie();
    expect(cookie).toMatch(/^keywright\.portal_session=[\w-]{43}; Path=\/; Max-Age=2592000; HttpOnly; SameSite=Lax$/);
    expect((await server.eventRows()).at(-1)).toMatchObject({
      ...{ type: "customer.signed_in", actor_kind: "customer", actor_id: license.customer.id, data: '{"by":"link"}' },
    });
    expect((await session(server, portalHeaders(server, opened))).status).toBe(200);
    const { status, body } = await code(server, mail);
    expect([status, body.code]).toEqual([400, "INVALID_REQUEST"]);
    for (const again of [await link(server, mail.link), await code(server, { attempt: mail.attempt, code: mail.code })])
      expect(again).toMatchObject({ status: 401, body: { code: "UNAUTHORIZED" } });
    expect(await server.stored()).not.toContain(mail.link);
  });

  test("the code does the same on the page that asked, spaces or not", async () => {
    const { server, email } = await givenCustomer();
    const { attempt, code: digits } = await askForMail(server, email);
    expect(digits).toMatch(/^\d{6}$/);
    expect(await code(server, { attempt: "x", code: digits })).toMatchObject({ status: 401 });
    const typed = `${digits.slice(0, 3)} ${digits.slice(3)}`;
    expect(await code(server, { attempt, code: typed })).toMatchObject({ status: 201, body: { email } });
  });

  test("a code may be tried five times, also all at once", async () => {
    const { server, email } = await givenCustomer();
    const mail = await askForMail(server, email);
    const wrong = (offset: number) => String((Number(mail.code) + offset) % 1_000_000).padStart(6, "0");
    const tries = [1, 2, 3, 4, 5, 6, 7, 8].map((offset) =>
      code(server, { attempt: mail.attempt, code: wrong(offset) }),
    );
    const details = (await Promise.all(tries)).map(({ body }) => body.detail as string);
    expect(details.filter((detail) => /not the code/.test(detail))).toHaveLength(5);
    expect(await code(server, { attempt: mail.attempt, code: mail.code })).toMatchObject({ status: 401 });
    // The link can't be guessed, and is as good as before.
    expect(await link(server, mail.link)).toMatchObject({ status: 201 });
  });

  test("of link and code that are used at once, again and again, one opens one session", async () => {
    const { server, email } = await givenCustomer();
    const mail = await askForMail(server, email);
    const answers = await Promise.all([
      ...[1, 2, 3, 4].map(() => link(server, mail.link)),
      ...[1, 2].map(() => code(server, { attempt: mail.attempt, code: mail.code })),
    ]);
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect((await server.events()).filter((type) => type === "customer.signed_in")).toHaveLength(1);
  });

  test("both come too late after 15 minutes", async () => {
    const { server, email } = await givenCustomer();
    const mail = await askForMail(server, email);
    server.clock.move({ minutes: 15 });
    expect(await link(server, mail.link)).toMatchObject({ status: 401 });
    expect(await code(server, { attempt: mail.attempt, code: mail.code })).toMatchObject({ status: 401 });
  });

  test("whoever asks is told the same and the same is done, whether or not the address is a customer's", async () => {
    const { server, email } = await givenCustomer();
    const ask = (of: string) => server.call("POST", `${portal}/sign-in`, { body: { email: of } });
    const known = await ask(email);
    const unknown = await ask("eve@example.com");
    for (const { status, body } of [known, unknown])
      expect({ status, body }).toEqual({ status: 200, body: { attempt: expect.stringMatching(/^[\w-]{43}$/) } });
    const rows = await server.services.store.read.selectFrom("portal_sign_ins").selectAll().orderBy("id").execute();
    expect(rows.map(({ customer_id }) => customer_id === null)).toEqual([false, true]);
    const wrong = await Promise.all(
      [known, unknown].map(({ body }) => code(server, { attempt: body.attempt, code: "no digits" })),
    );
    expect(wrong[0]?.body.detail).toBe(wrong[1]?.body.detail);
    expect(wrong.map(({ status }) => status)).toEqual([401, 401]);
  });

  test("a mailbox gets five mails an hour and ten a day, and the answer stays the same", async () => {
    const { server, email } = await givenCustomer();
    const asked = async (times: number) => {
      for (let time = 0; time < times; time++)
        expect((await server.call("POST", `${portal}/sign-in`, { body: { email } })).status).toBe(200);
      return (await outboxOf(server)).filter(({ kind, recipient }) => kind === "portal_sign_in" && recipient === email)
        .length;
    };
    expect(await asked(7)).toBe(5);
    server.clock.move({ hours: 1 });
    expect(await asked(7)).toBe(10);
    server.clock.move({ hours: 1 });
    expect(await asked(1)).toBe(10);
    server.clock.move({ hours: 24 });
    expect(await asked(1)).toBe(11);
  });

  test("one address may ask three times in ten seconds", async () => {
    const { server, email } = await givenCustomer({ ...WITH_MAIL, KEYWRIGHT_RATE_LIMIT: "on" });
    const statuses = await Promise.all(
      [1, 2, 3, 4].map(async () => (await server.call("POST", `${portal}/sign-in`, { body: { email } })).status),
    );
    expect(statuses.sort()).toEqual([200, 200, 200, 429]);
  });

  test("without mail it is not offered", async () => {
    const { server, email } = await givenCustomer({});
    expect((await server.call("GET", `${portal}/brand`)).body).toMatchObject({ sendsMail: false });
    expect(await server.call("POST", `${portal}/sign-in`, { body: { email } })).toMatchObject({
      ...{ status: 403, body: { code: "MAIL_OFF" } },
    });
  });

  test("the link leads to the public address, where the cookie is for https alone", async () => {
    const { server, email } = await givenCustomer({ ...WITH_MAIL, KEYWRIGHT_PUBLIC_URL: "https://my.halcyon.example" });
    const mail = await askForMail(server, email);
    expect(mail.page).toBe(`https://my.halcyon.example/portal#${mail.link}`);
    expect((await link(server, mail.link)).headers.getSetCookie()[0]).toContain("; Secure");
  });
});

describe("a session", () => {
  test("of a mail lasts for thirty days after it was used last, of a key for an hour", async () => {
    const { server, email, license } = await givenCustomer();
    const [mail, key] = [await signInByMail(server, email), await signInWithKey(server, license.key)];
    server.clock.move({ minutes: 59 });
    expect((await session(server, key)).status).toBe(200);
    server.clock.move({ minutes: 1 });
    expect((await session(server, key)).status).toBe(401);
    server.clock.move({ days: 29 });
    const used = await session(server, mail);
    expect(used.headers.getSetCookie()[0]).toContain("Max-Age=2592000");
    server.clock.move({ days: 29 });
    expect((await session(server, mail)).status).toBe(200);
    server.clock.move({ days: 31 });
    expect((await session(server, mail)).status).toBe(401);
  });

  test("ends when the customer signs out, and no other does", async () => {
    const { server, license } = await givenCustomer();
    const [here, there] = [await signInWithKey(server, license.key), await signInWithKey(server, license.key)];
    const out = await server.call("DELETE", `${portal}/session`, { headers: here });
    expect(out.status).toBe(204);
    expect(out.headers.getSetCookie()[0]).toContain("Max-Age=0");
    expect([(await session(server, here)).status, (await session(server, there)).status]).toEqual([401, 200]);
  });

  test("that a key opened ends when the key is regenerated, by whomever; one that a mail opened stays", async () => {
    const { server, email, license, id } = await givenCustomer();
    const [key, mail] = [await signInWithKey(server, license.key), await signInByMail(server, email)];
    await server.call("POST", `/api/v1/licenses/${id}/regenerate`, { token: await server.token() });
    expect([(await session(server, key)).status, (await session(server, mail)).status]).toEqual([401, 200]);
    expect(await server.call("POST", `${portal}/sign-in/key`, { body: { licenseKey: license.key } })).toMatchObject({
      ...{ status: 404, body: { code: "LICENSE_NOT_FOUND" } },
    });
  });

  test("lets nobody in to the vendor's side, and the vendor's tokens and session open no portal", async () => {
    const { server, license, email, id } = await givenCustomer();
    for (const headers of [await signInByMail(server, email), await signInWithKey(server, license.key)]) {
      for (const path of ["/licenses", `/licenses/${id}`, "/customers", "/orders", "/events", "/me", "/tokens"])
        expect((await server.call("GET", `/api/v1${path}`, { headers })).status, path).toBe(401);
      expect((await server.call("POST", `/api/v1/licenses/${id}/deactivate`, { headers })).status).toBe(401);
    }
    const vendor = await server.signIn();
    for (const options of [{ token: await server.token() }, { headers: vendor }, {}])
      for (const path of ["/session", "/licenses", `/licenses/${id}/devices`, "/orders"])
        expect((await server.call("GET", portal + path, options)).status, path).toBe(401);
  });

  test("can't be used by another site's page, nor opened by one", async () => {
    const { server, license, id, devices } = await givenCustomer();
    const { cookie } = await signInWithKey(server, license.key);
    const before = await server.stored();
    for (const headers of [{ cookie }, { cookie, origin: "https://evil.example" }]) {
      for (const [method, path] of [
        ["DELETE", `/licenses/${id}/devices/${devices[0]}`],
        ["POST", `/licenses/${id}/regenerate`],
        ["DELETE", "/session"],
      ] as const)
        expect((await server.call(method, portal + path, { headers })).status, path).toBe(403);
    }
    const foreign = { headers: { origin: "https://evil.example" }, body: { licenseKey: license.key } };
    expect((await server.call("POST", `${portal}/sign-in/key`, foreign)).status).toBe(403);
    expect(await server.stored()).toBe(before);
  });
});

describe("what a customer sees and does", () => {
  test("their licenses with the whole key, their devices, and their orders with what was paid", async () => {
    const { server, license, email, id, devices } = await givenCustomer();
    await settle(server, license.product.id, { renewalUrl: "https://halcyon.example/renew" });
    const buyer = { email, name: null, customerId: null };
    const amount = { value: "149.00", currency: "EUR" };
    const yearly = await server.plan({ expiry: { value: 1, unit: "years", from: "purchase" } });
    taken(await placeOrder(server.as(OPERATOR), { plan: { id: yearly.id }, customer: buyer, amount }));
    const unlicensed = await server.plan(null);
    taken(await placeOrder(server.as(OPERATOR), { plan: { id: unlicensed.id }, customer: buyer, amount: null }));
    const headers = await signInByMail(server, email);

    const { items } = (await server.call("GET", `${portal}/licenses`, { headers })).body;
    expect(items).toMatchObject([
      { plan: { name: yearly.name }, expiresOn: "2027-03-10T09:30:00Z", activationUsage: 0, renewalUrl: null },
      {
        ...{ id, licenseKey: license.key, status: "active", expiresOn: null, activationUsage: 2, activationLimit: 2 },
        ...{ mayEndDevices: true, mayRegenerate: false, renewalUrl: null, order: { number: license.order.number } },
      },
    ]);
    expect((await server.call("GET", `${portal}/licenses/${id}/devices`, { headers })).body).toEqual({
      items: [
        { instanceId: devices[1], name: "lab-win-03", system: "macOS 26.1", lastSeenAt: "2026-03-10T09:30:00Z" },
        { instanceId: devices[0], name: "Studio Mac", system: "macOS 26.1", lastSeenAt: "2026-03-10T09:30:00Z" },
      ],
      nextCursor: null,
    });
    const orders = (await server.call("GET", `${portal}/orders`, { headers })).body.items;
    expect(orders).toMatchObject([{ amount: null }, { amount }, { number: license.order.number }]);
    const first = await server.call("GET", `${portal}/licenses?limit=1`, { headers });
    const second = await server.call("GET", `${portal}/licenses?limit=1&cursor=${first.body.nextCursor}`, { headers });
    expect([...first.body.items, ...second.body.items]).toEqual(items);
  });

  test("a license that expires can be renewed where the product says", async () => {
    const server = await givenServer();
    const license = await server.license({ expiry: { value: 1, unit: "years", from: "purchase" } });
    await settle(server, license.product.id, { renewalUrl: "https://halcyon.example/renew" });
    const headers = await signInWithKey(server, license.key);
    expect((await server.call("GET", `${portal}/licenses`, { headers })).body.items).toMatchObject([
      { renewalUrl: "https://halcyon.example/renew" },
    ]);
  });

  test("a key shows its one license alone, and neither e-mail nor orders", async () => {
    const { server, license, email, id } = await givenCustomer();
    const other = await server.plan();
    const buyer = { email, name: null, customerId: null };
    const order = taken(
      await placeOrder(server.as(OPERATOR), { plan: { id: other.id }, customer: buyer, amount: null }),
    );
    const headers = await signInWithKey(server, license.key.toLowerCase());
    expect((await session(server, headers)).body).toMatchObject({ email: null, licenseId: id });
    const licenses = await server.call("GET", `${portal}/licenses`, { headers });
    expect(licenses.body.items.map((item: { id: string }) => item.id)).toEqual([id]);
    expect(JSON.stringify(licenses.body)).not.toContain(email);
    expect((await server.call("GET", `${portal}/orders`, { headers })).body.items).toEqual([]);
    const otherId = order.license?.license.id;
    expect((await server.call("GET", `${portal}/licenses/${otherId}/devices`, { headers })).status).toBe(404);
  });

  test("ending a device frees its slot, is recorded as theirs, and is told to them by mail", async () => {
    const { server, license, email, id, devices } = await givenCustomer();
    const headers = await signInWithKey(server, license.key);
    const end = () => server.call("DELETE", `${portal}/licenses/${id}/devices/${devices[1]}`, { headers });
    expect(await server.eventsOf(async () => expect((await end()).status).toBe(204))).toEqual(["activation.ended"]);
    expect((await server.eventRows()).at(-1)).toMatchObject({
      ...{ actor_kind: "customer", actor_id: license.customer.id, activation_id: devices[1] },
      data: JSON.stringify({ name: "lab-win-03", activationLimit: 2, activationUsage: 1 }),
    });
    expect((await outboxOf(server)).at(-1)).toMatchObject({ kind: "device_ended", recipient: email });
    expect((await end()).status).toBe(404);
    const validated = await server.call("POST", "/api/v1/license/validate", {
      body: { licenseKey: license.key, instanceId: devices[1] },
    });
    expect(validated.body).toMatchObject({ valid: false, code: "INSTANCE_NOT_FOUND" });
  });

  test("a new key stops the old one and ends the devices; whoever asked by a key goes on in a new session", async () => {
    const { server, license, id } = await givenCustomer();
    await settle(server, license.product.id, { regenerate: true });
    const [headers, elsewhere] = [await signInWithKey(server, license.key), await signInWithKey(server, license.key)];
    const answer = await server.call("POST", `${portal}/licenses/${id}/regenerate`, { headers });
    expect(answer).toMatchObject({ status: 200, body: { id, activationUsage: 0, mayRegenerate: true } });
    expect(answer.body.licenseKey).not.toBe(license.key);
    const renewed = { ...headers, cookie: answer.headers.getSetCookie()[0]?.split(";")[0] ?? "" };
    const statuses = await Promise.all(
      [headers, elsewhere, renewed].map(async (of) => (await session(server, of)).status),
    );
    expect(statuses).toEqual([401, 401, 200]);
  });
});

describe("somebody else's license is not there", () => {
  async function givenOther(by: "mail" | "key") {
    const { server, license, email } = await givenCustomer();
    const others = await server.license({ activationLimit: 2 });
    await settle(server, others.product.id, { regenerate: true });
    const { body } = await activate(server, others.key);
    const headers = by === "mail" ? await signInByMail(server, email) : await signInWithKey(server, license.key);
    return { server, headers, id: others.license.id, instanceId: body.instanceId as string, own: license.license.id };
  }

  test.each(["mail", "key"] as const)("for a customer who signed in by %s", async (by) => {
    const { server, headers, id, instanceId, own } = await givenOther(by);
    const before = await server.events();
    for (const [method, path, refusal] of [
      ["GET", `/licenses/${id}/devices`, "LICENSE_NOT_FOUND"],
      ["DELETE", `/licenses/${id}/devices/${instanceId}`, "LICENSE_NOT_FOUND"],
      ["POST", `/licenses/${id}/regenerate`, "LICENSE_NOT_FOUND"],
      // Another's device by way of one's own license.
      ["DELETE", `/licenses/${own}/devices/${instanceId}`, "INSTANCE_NOT_FOUND"],
    ] as const)
      expect(await server.call(method, portal + path, { headers })).toMatchObject({
        ...{ status: 404, body: { code: refusal } },
      });
    expect(await server.events()).toEqual(before);
  });
});

describe("what the vendor does not allow", () => {
  play([
    {
      name: "ending devices is refused",
      async request(server) {
        const license = await server.license();
        await settle(server, license.product.id, { endDevices: false });
        const { body } = await activate(server, license.key);
        const headers = await signInWithKey(server, license.key);
        return {
          method: "DELETE",
          path: `${portal}/licenses/${license.license.id}/devices/${body.instanceId}`,
          headers,
        };
      },
      status: 403,
      body: { code: "FORBIDDEN" },
    },
    {
      name: "getting a new key is refused, unless the product says otherwise",
      async request(server) {
        const license = await server.license();
        const headers = await signInWithKey(server, license.key);
        return { method: "POST", path: `${portal}/licenses/${license.license.id}/regenerate`, headers };
      },
      status: 403,
      body: { code: "FORBIDDEN" },
    },
    {
      name: "a renewal address that is no web address is refused",
      async request(server) {
        const { product } = await server.license();
        const body = { portal: { renewalUrl: "javascript:alert(1)" } };
        return { method: "PATCH", path: `/api/v1/products/${product.id}`, token: await server.token(), body };
      },
      status: 400,
      body: { errors: { "portal.renewalUrl": [expect.any(String)] } },
    },
  ]);
});

describe("a device that meets a full license", () => {
  const open = (server: GivenServer, deviceLink: string) =>
    server.call("POST", `${portal}/device-link`, { body: { deviceLink } });
  const end = (server: GivenServer, deviceLink: string, instanceId: string) =>
    server.call("POST", `${portal}/device-link/end`, { body: { deviceLink, instanceId } });
  const tokenOf = (url: string) => new URL(url).hash.slice(1);

  test.each([
    ["the short road", "/license/activate"],
    ["the framework's", "/license/activate?"],
  ])("is told where the customer ends one, by %s", async (_road, path) => {
    const { server, license, devices } = await givenCustomer();
    const refused = await server.call("POST", path, { body: { licenseKey: license.key, instanceName: "DESKTOP-4QH" } });
    expect(refused).toMatchObject({
      ...{ status: 403, body: { code: "ACTIVATION_LIMIT_REACHED", activationLimit: 2, activationUsage: 2 } },
    });
    expect(refused.body.manageUrl).toMatch(new RegExp(`^${server.url}/portal/devices#[\\w-]+$`));
    const { status, body } = await open(server, tokenOf(refused.body.manageUrl));
    expect(status).toBe(200);
    expect(body).toMatchObject({
      ...{ waiting: "DESKTOP-4QH", isFull: true, activationUsage: 2, keyEnding: license.key.slice(-5) },
      devices: [{ instanceId: devices[0] }, { instanceId: devices[1] }],
    });
    expect(JSON.stringify(body)).not.toContain(license.key);
  });

  test("gets the slot of the one that the customer ends, which they are told by mail, and nothing more can be ended", async () => {
    const { server, license, email, devices } = await givenCustomer();
    const { body } = await activate(server, license.key, { instanceName: "DESKTOP-4QH" });
    const token = tokenOf(body.manageUrl);
    // Both at once: one slot is wanted, and one device ends.
    const answers = await Promise.all(devices.map((instanceId) => end(server, token, instanceId)));
    expect(answers.map(({ status }) => status).sort()).toEqual([204, 403]);
    expect((await server.eventRows()).at(-1)).toMatchObject({ type: "activation.ended", actor_kind: "customer" });
    const told = (await outboxOf(server)).filter(({ kind }) => kind === "device_ended");
    expect(told).toMatchObject([{ recipient: email }]);
    expect((await open(server, token)).body).toMatchObject({ isFull: false, activationUsage: 1 });
    expect((await activate(server, license.key, { instanceName: "DESKTOP-4QH" })).status).toBe(201);
  });

  test("has no such link where the vendor does not let customers end devices, and one that was made is dead", async () => {
    const { server, license, devices } = await givenCustomer();
    const { body } = await activate(server, license.key);
    await settle(server, license.product.id, { endDevices: false });
    expect((await activate(server, license.key)).body).not.toHaveProperty("manageUrl");
    expect((await end(server, tokenOf(body.manageUrl), devices[0] ?? "")).status).toBe(403);
  });

  test("has a link for 15 minutes, for this license alone, that ends with the key", async () => {
    const { server, license, id, devices } = await givenCustomer();
    const others = await server.license();
    const other = await activate(server, others.key);
    const token = tokenOf((await activate(server, license.key)).body.manageUrl);
    expect((await end(server, token, other.body.instanceId)).status).toBe(404);
    const before = await server.stored();
    const bytes = Buffer.from(token, "base64url");
    for (const at of [0, 12, bytes.length - 1]) {
      const changed = Buffer.from(bytes.map((byte, index) => (index === at ? byte ^ 1 : byte))).toString("base64url");
      expect((await open(server, changed)).status).toBe(401);
      expect((await end(server, changed, devices[0] ?? "")).status).toBe(401);
    }
    for (const wrong of ["x", `${token}A`, `${token} `, license.key])
      expect((await open(server, wrong)).status).toBe(401);
    expect(await server.stored()).toBe(before);
    await server.call("POST", `/api/v1/licenses/${id}/regenerate`, { token: await server.token() });
    expect((await open(server, token)).status).toBe(401);
    server.clock.move({ minutes: 15 });
    expect((await open(server, tokenOf((await activateFull(server)).body.manageUrl))).status).toBe(200);
  });

  test("has a link that came too late after 15 minutes", async () => {
    const { server, license } = await givenCustomer();
    const token = tokenOf((await activate(server, license.key)).body.manageUrl);
    server.clock.move({ minutes: 14, seconds: 59 });
    expect((await open(server, token)).status).toBe(200);
    server.clock.move({ seconds: 1 });
    expect((await open(server, token)).status).toBe(401);
  });

  /** A new device on another full license. */
  async function activateFull(server: GivenServer) {
    const license = await server.license({ activationLimit: 1 });
    await activate(server, license.key);
    return activate(server, license.key);
  }
});
