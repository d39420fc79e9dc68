import { describe, expect, test } from "vitest";
import { type Answer, type GivenServer, givenServer } from "#test/given.ts";

/*
 * What has gone wrong in other license servers, each in a few calls. Other tests try most of it harder; these say it in the
 * words in which such faults are reported.
 */

const YEAR = { value: 1, unit: "years", from: "purchase" } as const;

describe("does not happen here:", () => {
  test("parallel activations go past the limit", async () => {
    const { key, activate, license } = await givenShop({ activationLimit: 3 });
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, number) => activate(key, { instanceName: `${number}` })),
    );
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(3);
    expect(new Set(answers.map(({ body }) => body.code))).toEqual(new Set([undefined, "ACTIVATION_LIMIT_REACHED"]));
    expect((await license()).activationUsage).toBe(3);
  });

  test("an expired key is activated", async () => {
    const { server, key, activate, validate } = await givenShop({ expiry: YEAR });
    const { instanceId } = (await activate(key)).body;
    server.clock.move({ years: 1 });
    expect(await activate(key)).toMatchObject({ status: 403, body: { code: "LICENSE_EXPIRED" } });
    expect((await validate(key, { instanceId })).body).toMatchObject({ valid: false, code: "EXPIRED" });
  });

  test.each([
    ["deactivate", undefined, "LICENSE_DEACTIVATED"],
    ["suspend", {}, "LICENSE_SUSPENDED"],
  ])("a disabled key is activated: %s", async (verb, body, code) => {
    const { key, activate, validate, change } = await givenShop();
    const { instanceId } = (await activate(key)).body;
    expect((await change("POST", verb, body)).body.enabled).toBe(false);
    expect(await activate(key)).toMatchObject({ status: 403, body: { code } });
    expect((await validate(key, { instanceId })).body.valid).toBe(false);
  });

  test("a plan edit re-enables a disabled key", async () => {
    const { server, token, sold, key, activate, validate, change } = await givenShop({ expiry: YEAR });
    await change("POST", "deactivate");
    for (const license of [{ enabled: false }, { enabled: true, activationLimit: 100, expiry: null, graceDays: 30 }]) {
      const edited = await server.call("PATCH", `/api/v1/plans/${sold.plan.id}`, { token, body: { license } });
      expect(edited.status).toBe(200);
      expect(await activate(key)).toMatchObject({ status: 403, body: { code: "LICENSE_DEACTIVATED" } });
      expect((await validate(key)).body.valid).toBe(false);
    }
  });

  test("negative and overflowing numbers are taken", async () => {
    const { server, token, sold, change } = await givenShop();
    const before = await server.stored();
    const plan = (license: string) =>
      server.call("PATCH", `/api/v1/plans/${sold.plan.id}`, { token, body: `{"license":${license}}` });
    for (const number of ["-1", "0", "2147483648", "4294967297", "9223372036854775808", "1e308", "1e999"]) {
      for (const answer of [
        await change("PATCH", "", `{"activationLimit":${number}}`),
        await plan(`{"activationLimit":${number}}`),
        await plan(`{"expiry":{"value":${number},"unit":"years","from":"purchase"}}`),
        ...(number === "0" ? [] : [await plan(`{"graceDays":${number}}`)]),
        await server.call("GET", `/api/v1/licenses?limit=${number}`, { token }),
      ])
        expect(answer, number).toMatchObject({ status: 400, body: { code: "INVALID_REQUEST" } });
    }
    expect(await server.stored()).toBe(before);
  });

  test("dates past the year 9999 are taken", async () => {
    const { server, token, sold, change } = await givenShop();
    const body = { license: { expiry: { value: 100, unit: "years", from: "purchase" } } };
    expect((await server.call("PATCH", `/api/v1/plans/${sold.plan.id}`, { token, body })).status).toBe(200);
    server.clock.set("9950-01-01T00:00:00Z");
    const order = { planId: sold.plan.id, customer: { email: "late@example.com" } };
    for (const answer of [
      await change("PATCH", "", { expiresOn: "10000-01-01T00:00:00Z" }),
      await change("PATCH", "", { expiresOn: "+275760-09-13T00:00:00Z" }),
      await server.call("POST", "/api/v1/orders", { token, body: order }),
    ])
      expect(answer).toMatchObject({ status: 400, body: { code: "INVALID_REQUEST" } });
  });

  test("a key of product A unlocks product B", async () => {
    const { server, key, activate, validate } = await givenShop();
    const { product } = await server.license();
    const asB = { productIdentifier: product.identifier };
    expect((await activate(key, asB)).body.code).toBe("LICENSE_NOT_FOUND");
    expect((await validate(key, asB)).body).toMatchObject({ valid: false, code: "PRODUCT_MISMATCH" });
    const ofB = { token: await server.token("license", product.id) };
    const { body } = await server.call("POST", "/api/v1/license/validate", { body: { licenseKey: key }, ...ofB });
    expect(body).toMatchObject({ valid: false, code: "INVALID_KEY" });
  });

  /* The log of `givenServer`, at its most talkative, is searched for the key when the test ends. */
  test("keys stand in logs", async () => {
    const { server, token, key, activate } = await givenShop();
    for (const path of [`/api/v1/licenses/${key}`, `/api/v1/licenses?search=${key}`, `/${key}?key=${key}`])
      expect((await server.call("GET", path, { token, headers: { referer: `${server.url}/${key}` } })).status).not.toBe(
        200,
      );
    await activate(key, { metadata: key });
    expect((await server.call("POST", "/license/validate", { body: `{"licenseKey":"${key}` })).status).toBe(400);
  });
});

/** A license, and the calls that are made about it. */
async function givenShop(terms: Parameters<GivenServer["license"]>[0] = {}) {
  const server = await givenServer();
  const token = await server.token();
  const sold = await server.license(terms);
  const path = `/api/v1/licenses/${sold.license.id}`;
  const use =
    (verb: string) =>
    (licenseKey: string, more: object = {}) =>
      server.call("POST", `/api/v1/license/${verb}`, { body: { licenseKey, ...more } });
  return {
    ...{ server, token, sold, key: sold.key, activate: use("activate"), validate: use("validate") },
    license: async () => (await server.call("GET", path, { token })).body,
    change: (method: string, verb: string, body?: object | string): Promise<Answer> =>
      server.call(method, verb === "" ? path : `${path}/${verb}`, { token, body }),
  };
}
