import { describe, expect, test } from "vitest";
import { createToken } from "#actions/tokens/create.ts";
import { givenServer, OPERATOR, taken } from "#test/given.ts";
import { exchange } from "#test/hostile/exchange.ts";
import { play as playOnce, type Scenario } from "#test/scenario.ts";

/** What makes the address of a call odd enough for the entrance to leave it to the framework's routes. */
const ODD = "?";

/** Plays each scenario by both roads. */
function play(scenarios: readonly Scenario[]): void {
  describe("by the entrance", () => playOnce(scenarios));
  describe("by the framework", () =>
    playOnce(
      scenarios.map((scenario) => ({
        ...scenario,
        request: async (server) => {
          const { path, ...more } = await scenario.request(server);
          return { ...more, path: path + ODD };
        },
      })),
    ));
}

const activate = { method: "POST", path: "/api/v1/license/activate" };
const validate = { method: "POST", path: "/api/v1/license/validate" };
const deactivate = { method: "POST", path: "/api/v1/license/deactivate" };

describe("activate", () => {
  play([
    {
      name: "a new device gets 201, its instance id and the license",
      request: async (server) => ({
        ...activate,
        body: { licenseKey: (await server.license({ activationLimit: 3 })).key, instanceName: "Studio Mac" },
      }),
      status: 201,
      body: {
        activatedAt: "2026-03-10T09:30:00Z",
        expiresOn: null,
        license: {
          activationUsage: 1,
          activationLimit: 3,
          activatedOn: "2026-03-10T09:30:00Z",
          enabled: true,
          subscription: null,
        },
      },
      absent: ["Ines", "@example.com"],
      events: ["activation.created"],
    },
    {
      name: "a known device gets 200",
      request: async (server) => {
        const body = { licenseKey: (await server.license()).key, fingerprint: "f" };
        await server.call("POST", activate.path, { body });
        return { ...activate, body };
      },
      status: 200,
      body: { license: { activationUsage: 1 } },
    },
    {
      name: "a repeated idempotency key gets 200",
      request: async (server) => {
        const call = { body: { licenseKey: (await server.license()).key }, headers: { "idempotency-key": "once" } };
        await server.call("POST", activate.path, call);
        return { ...activate, ...call };
      },
      status: 200,
      body: { license: { activationUsage: 1 } },
    },
    {
      name: "snake_case names and nulls are read as clients send them",
      request: async (server) => {
        const { key, customer } = await server.license();
        return {
          ...activate,
          body: {
            license_key: key,
            instance_name: "Mac",
            customer_id: customer.customerId,
            product_identifier: null,
            fingerprint: null,
          },
        };
      },
      status: 201,
      events: ["activation.created"],
    },
    {
      name: "a field in both spellings is refused",
      request: async (server) => ({
        ...activate,
        body: { licenseKey: (await server.license()).key, license_key: "another" },
      }),
      status: 400,
      body: { errors: { licenseKey: [expect.any(String)] } },
    },
    {
      name: "a full license is 403, and says how full",
      request: async (server) => {
        const body = { licenseKey: (await server.license({ activationLimit: 1 })).key };
        await server.call("POST", activate.path, { body });
        return { ...activate, body };
      },
      status: 403,
      body: {
        status: 403,
        title: "Activation limit reached",
        code: "ACTIVATION_LIMIT_REACHED",
        detail: "Activation limit reached (1/1).",
        message: "Activation limit reached (1/1).",
        error: "Activation limit reached (1/1).",
        activationLimit: 1,
        activationUsage: 1,
        requestId: expect.any(String),
      },
      events: ["activation.denied"],
    },
    {
      name: "an expired license is 403",
      request: async (server) => {
        const { key } = await server.license({ expiry: { value: 1, unit: "days", from: "purchase" }, graceDays: 9 });
        server.clock.move({ days: 1 });
        return { ...activate, body: { licenseKey: key } };
      },
      status: 403,
      body: { code: "LICENSE_EXPIRED", error: "This license has expired." },
      events: ["activation.denied"],
    },
    {
      name: "an unknown key is 404",
      request: async () => ({ ...activate, body: { licenseKey: "nothing" } }),
      status: 404,
      body: { code: "LICENSE_NOT_FOUND", message: "Invalid license key or customer ID." },
    },
    {
      name: "another customer's key is 404",
      request: async (server) => ({
        ...activate,
        body: { licenseKey: (await server.license()).key, customerId: "another" },
      }),
      status: 404,
      body: { code: "LICENSE_NOT_FOUND", message: "Invalid license key or customer ID." },
      events: ["activation.denied"],
    },
    {
      name: "missing fields are named",
      request: async () => ({ ...activate, body: {} }),
      status: 400,
      body: { code: "INVALID_REQUEST", errors: { licenseKey: ["This field is required."] } },
    },
  ]);
});

describe("validate", () => {
  const asked = { name: "a valid key", status: 200 };
  play([
    {
      ...asked,
      request: async (server) => ({ ...validate, body: { licenseKey: (await server.license()).key } }),
      body: { valid: true, code: "VALID", metadata: {}, license: { activationUsage: 0 } },
    },
    {
      name: "an expired key within its grace is valid, marked as such",
      request: async (server) => {
        const { key } = await server.license({ expiry: { value: 1, unit: "days", from: "purchase" }, graceDays: 9 });
        server.clock.move({ days: 1 });
        return { ...validate, body: { licenseKey: key } };
      },
      status: 200,
      body: { valid: true, code: "GRACE_PERIOD" },
    },
    {
      name: "an expired key is 200 and not valid",
      request: async (server) => {
        const { key } = await server.license({ expiry: { value: 1, unit: "days", from: "purchase" } });
        server.clock.move({ days: 1 });
        return { ...validate, body: { licenseKey: key } };
      },
      status: 200,
      body: { valid: false, code: "EXPIRED", license: { enabled: true } },
    },
    {
      name: "another product's key is 200 and not valid",
      request: async (server) => ({
        ...validate,
        body: { licenseKey: (await server.license()).key, productIdentifier: "another" },
      }),
      status: 200,
      body: { valid: false, code: "PRODUCT_MISMATCH" },
    },
    {
      name: "a fingerprint without an activation is 200 and not valid",
      request: async (server) => ({
        ...validate,
        body: { licenseKey: (await server.license()).key, fingerprint: "f" },
      }),
      status: 200,
      body: { valid: false, code: "NOT_ACTIVATED" },
    },
    {
      name: "an unknown key is 404 with the body of a verdict",
      request: async () => ({ ...validate, body: { licenseKey: "nothing" } }),
      status: 404,
      body: { valid: false, code: "INVALID_KEY", detail: "License key not found.", metadata: {}, license: null },
    },
    {
      name: "an unknown instance is 404 with the body of a verdict",
      request: async (server) => ({
        ...validate,
        body: { licenseKey: (await server.license()).key, instanceId: "nothing" },
      }),
      status: 404,
      body: { valid: false, code: "INSTANCE_NOT_FOUND", detail: "Instance ID invalid for this license.", metadata: {} },
    },
  ]);

  test("answers the instance's metadata, and stamps when it was last seen within a second", async () => {
    const server = await givenServer();
    const { key, license } = await server.license();
    const metadata = { os_version: "1", nested: { aB_c: [1, null] } };
    const { body } = await server.call("POST", activate.path, { body: { licenseKey: key, metadata } });
    server.clock.move({ hours: 1 });
    const validated = await server.call("POST", validate.path, {
      body: { licenseKey: key, instanceId: body.instanceId },
    });
    expect(validated.body).toMatchObject({ valid: true, detail: "Instance ID valid for this license.", metadata });
    await expect
      .poll(
        async () =>
          (await server.call("GET", `/api/v1/licenses/${license.id}/activations`, { token: await server.token() })).body
            .items[0].lastSeenAt,
        { timeout: 60_000 },
      )
      .toBe("2026-03-10T10:30:00Z");
  });
});

describe("deactivate", () => {
  play([
    {
      name: "frees the slot and says when",
      request: async (server) => {
        const { key } = await server.license();
        const { body } = await server.call("POST", activate.path, { body: { licenseKey: key } });
        return { ...deactivate, body: { licenseKey: key, instanceId: body.instanceId } };
      },
      status: 200,
      body: { message: "License instance deactivated successfully.", deactivatedAt: "2026-03-10T09:30:00Z" },
      events: ["activation.deactivated"],
    },
    {
      name: "an unknown instance is 404",
      request: async (server) => ({
        ...deactivate,
        body: { licenseKey: (await server.license()).key, instanceId: "nothing" },
      }),
      status: 404,
      body: { code: "INSTANCE_NOT_FOUND", error: "Invalid license key or instance ID." },
    },
    {
      name: "an unknown key is 404",
      request: async () => ({ ...deactivate, body: { licenseKey: "nothing", instanceId: "nothing" } }),
      status: 404,
      body: { code: "LICENSE_NOT_FOUND", error: "Invalid license key or instance ID." },
    },
    {
      name: "all missing fields are named together",
      request: async () => ({ ...deactivate, body: { licenseKey: null } }),
      status: 400,
      body: { errors: { licenseKey: ["This field is required."], instanceId: ["This field is required."] } },
    },
  ]);
});

describe("who calls", () => {
  test("with a server token learns the whole customer; anybody else the id alone", async () => {
    const server = await givenServer();
    const { key, customer } = await server.license();
    const ask = async (token?: string) =>
      (await server.call("POST", validate.path, { body: { licenseKey: key }, ...(token && { token }) })).body.license
        .customer;
    const { customerId, name, email } = customer;
    expect(await ask()).toEqual({ customerId });
    expect(await ask("k")).toEqual({ customerId });
    expect(await ask(await server.token("license"))).toEqual({ customerId, name, email });
  });

  test("with a token that was revoked, or is another installation's, is told so", async () => {
    const server = await givenServer();
    const token = await (await givenServer()).token();
    expect(await server.call("POST", validate.path, { body: { licenseKey: "k" }, token })).toMatchObject({
      status: 401,
      body: { code: "UNAUTHORIZED" },
    });
  });

  test("with a token whose time is over is told so, from that moment on, by both APIs", async () => {
    const server = await givenServer();
    const { key } = await server.license();
    const { text: token } = taken(await createToken(server.as(OPERATOR), { name: "shop", scope: "read", days: 1 }));
    const validated = () => server.call("POST", validate.path, { body: { licenseKey: key }, token });
    const listed = () => server.call("GET", "/api/v1/licenses", { token });
    server.clock.move({ hours: 23, minutes: 59 });
    for (const ask of [validated, listed]) expect(await ask()).toMatchObject({ status: 200 });
    server.clock.move({ minutes: 1 });
    for (const ask of [validated, listed])
      expect(await ask()).toMatchObject({ status: 401, body: { detail: "This server token has expired." } });
  });
});

test("all paths work with and without /api/v1 and a trailing slash", async () => {
  const server = await givenServer();
  const { key } = await server.license();
  for (const path of [
    "/api/v1/license/validate",
    "/api/v1/license/validate/",
    "/license/validate",
    "/license/validate/",
  ]) {
    expect(await server.call("POST", path, { body: { licenseKey: key } })).toMatchObject({
      status: 200,
      body: { code: "VALID" },
    });
  }
});

test("the answer tells every field of the license", async () => {
  const server = await givenServer();
  const { key, license, customer, plan, product } = await server.license({ activationLimit: 3 });
  const { body } = await server.call("POST", validate.path, { body: { licenseKey: key } });
  expect(body.license).toEqual({
    id: license.id,
    licenseKey: key,
    activatedOn: null,
    expiresOn: null,
    activationUsage: 0,
    activationLimit: 3,
    enabled: true,
    customer: { customerId: customer.customerId },
    plan: {
      identifier: plan.identifier,
      name: plan.name,
      description: "",
      version: 1,
      isLatest: true,
      product: {
        id: product.id,
        identifier: product.identifier,
        name: product.name,
        taxCode: "software",
        createdOn: "2026-03-10T09:30:00Z",
        modifiedOn: "2026-03-10T09:30:00Z",
      },
    },
    subscription: null,
  });
});

describe("both roads answer the same, byte by byte", () => {
  /** What is sent behind the request line and the host, for `KEY`. */
  const SENT: Record<string, readonly [headers: readonly string[], body: string]> = {
    "a known key": [[], '{"licenseKey":"KEY"}'],
    "a known key, by a server token": [["authorization: Bearer TOKEN"], '{"licenseKey":"KEY"}'],
    snake_case: [[], '{"license_key":"KEY","instance_id":null}'],
    "an unknown key": [[], '{"licenseKey":"nothing"}'],
    "an unknown device": [[], '{"licenseKey":"KEY","instanceId":"nothing"}'],
    "no key": [[], '{"instanceId":1}'],
    "no body": [[], ""],
    "no JSON": [[], "{"],
    "a name twice": [[], '{"licenseKey":"KEY","licenseKey":"KEY"}'],
    "no object": [[], "[]"],
    "both spellings": [[], '{"licenseKey":"KEY","license_key":"KEY"}'],
    "an unknown token": [["authorization: Bearer UNKNOWN"], '{"licenseKey":"KEY"}'],
    "another media type": [["content-type: text/plain"], "x"],
    "a compressed body": [["content-encoding: gzip"], '{"licenseKey":"KEY"}'],
    "a body that is too large": [[], JSON.stringify({ licenseKey: "x".repeat(256 * 1024) })],
    "an idempotency key that is too long": [[`idempotency-key: ${"x".repeat(256)}`], '{"licenseKey":"KEY"}'],
  };

  test.each(Object.entries(SENT))("%s", async (_what, [headers, body]) => {
    const server = await givenServer();
    const { key } = await server.license();
    const token = await server.token();
    const unknown = await (await givenServer()).token();
    const fill = (text: string) =>
      text.replaceAll("KEY", key).replaceAll("TOKEN", token).replaceAll("UNKNOWN", unknown);
    const answers = [];
    for (const call of ["activate", "validate", "deactivate"]) {
      for (const end of ["", ODD]) {
        const type = headers.some((header) => header.startsWith("content-type"))
          ? []
          : ["content-type: application/json"];
        const head = ["host: keywright.test", "connection: close", ...type, ...headers.map(fill)];
        const sent = fill(body);
        const [answer] = await exchange(
          server.url,
          `POST /license/${call}${end} HTTP/1.1\r\n${[...head, `content-length: ${sent.length}`].join("\r\n")}\r\n\r\n${sent}`,
        );
        answers.push(withoutChance(answer));
      }
      const [entrance, framework] = answers.splice(0);
      expect(entrance).toEqual(framework);
    }
  });

  /** An answer without what is another each time. */
  function withoutChance(answer: Awaited<ReturnType<typeof exchange>>[number] | undefined) {
    const chance = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;
    const { headers, ...rest } = answer ?? { headers: new Headers() };
    const text = JSON.stringify({ ...rest, headers: [...headers].filter(([name]) => !NOT_COMPARED.has(name)) });
    return JSON.parse(text.replace(chance, "ID").replace(/"activationUsage":\d+/g, '"activationUsage":0'));
  }
  const NOT_COMPARED = new Set(["date", "content-length"]);
});
