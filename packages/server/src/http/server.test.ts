import { connect } from "node:net";
import { text } from "node:stream/consumers";
import { describe, expect, onTestFinished, test } from "vitest";
import type { Accounts } from "#accounts/accounts.ts";
import { createServer } from "#http/server.ts";
import { createLogger } from "#kit/logger.ts";
import { givenInstallation, givenServer } from "#test/given.ts";

test("health: the process lives, and the database answers", async () => {
  const server = await givenServer();
  expect(await server.call("GET", "/healthz")).toMatchObject({ status: 200, body: { status: "ok" } });
  expect(await server.call("GET", "/readyz")).toMatchObject({ status: 200, body: { status: "ok" } });
  await server.services.store.close();
  expect(await server.call("GET", "/healthz")).toMatchObject({ status: 200 });
  const silent = await server.call("GET", "/readyz");
  expect(silent).toMatchObject({ status: 503, body: { code: "UNAVAILABLE" } });
  expect(silent.headers.get("retry-after")).toBe("5");
});

describe("a refusal", () => {
  test("is a problem document that names its request, in the header as well", async () => {
    const server = await givenServer();
    const { status, headers, body } = await server.call("GET", "/nothing/here");
    expect({ status, type: headers.get("content-type") }).toEqual({
      status: 404,
      type: "application/problem+json; charset=utf-8",
    });
    const detail = "There is nothing at this address.";
    expect(body).toEqual({
      type: "/api/docs#NOT_FOUND",
      status: 404,
      title: "No such address",
      detail,
      code: "NOT_FOUND",
      message: detail,
      error: detail,
      requestId: headers.get("x-request-id"),
    });
  });

  test("of a method tells which there are", async () => {
    const server = await givenServer();
    const { status, headers, body } = await server.call("PUT", "/api/v1/license/validate", { body: "{ no json" });
    expect({ status, allow: headers.get("allow"), code: body.code }).toEqual({
      status: 405,
      allow: "POST",
      code: "METHOD_NOT_ALLOWED",
    });
    expect((await server.call("DELETE", "/api/v1/orders")).headers.get("allow")).toBe("GET, HEAD, POST");
  });

  test.each([
    [
      "a body of another type",
      "UNSUPPORTED_MEDIA_TYPE",
      415,
      { headers: { "content-type": "text/plain" }, body: "hello" },
    ],
    ["a body over 256 kB", "BODY_TOO_LARGE", 413, { body: { licenseKey: "x".repeat(256 * 1024) } }],
    ["headers over 16 kB", "HEADERS_TOO_LARGE", 431, { headers: { "x-long": "x".repeat(17 * 1024) }, body: {} }],
  ])("of %s is %s", async (_what, code, status, call) => {
    const server = await givenServer();
    expect(await server.call("POST", "/license/validate", call)).toMatchObject({ status, body: { status, code } });
  });

  test("of a missing token says how to sign in", async () => {
    const server = await givenServer();
    expect((await server.call("GET", "/api/v1/orders")).headers.get("www-authenticate")).toContain("Bearer");
  });
});

test("a request that does not arrive whole in time is told so, and its connection is closed", async () => {
  const given = await givenInstallation();
  const logger = createLogger("silent");
  const app = await createServer(given.services, {
    logger,
    accounts: {} as Accounts,
    publicUrl: null,
    rateLimit: false,
    databaseAnswers: async () => {},
    arrivalMs: 100,
  });
  onTestFinished(() => app.close());
  const { port } = new URL(await app.listen({ host: "127.0.0.1", port: 0 }));
  const socket = connect(Number(port), "127.0.0.1");
  socket.write(
    "POST /license/validate HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{",
  );
  const answer = await text(socket);
  expect(answer).toMatch(/^HTTP\/1.1 408 /);
  expect(JSON.parse(answer.slice(answer.indexOf("{")))).toMatchObject({
    status: 408,
    code: "REQUEST_TIMEOUT",
    requestId: expect.any(String),
  });
});

describe("limits on use", () => {
  const limited = { KEYWRIGHT_RATE_LIMIT: "on" };
  const path = "/api/v1/license/validate";

  test("a thousand devices behind one address start up undisturbed", async () => {
    const server = await givenServer(limited);
    const { key } = await server.license();
    for (let wave = 0; wave < 20; wave++) {
      const answers = await Promise.all(
        Array.from({ length: 50 }, () => server.call("POST", path, { body: { licenseKey: key } })),
      );
      expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    }
  });

  test("whoever guesses keys is told to wait after a hundred tries, and stores nothing", async () => {
    const server = await givenServer(limited);
    const before = await server.stored();
    const statuses: number[] = [];
    for (let guess = 0; guess < 120; guess++) {
      const answer = await server.call("POST", path, { body: { licenseKey: `guess ${guess}` } });
      statuses.push(answer.status);
      if (answer.status !== 429) continue;
      expect(answer.body.code).toBe("RATE_LIMITED");
      expect(Number(answer.headers.get("retry-after"))).toBeGreaterThan(0);
    }
    expect(statuses.indexOf(429)).toBe(100);
    expect(await server.stored()).toBe(before);
  });

  // The second one is odd enough for the framework's road.
  test.each([path, `${path}?`])("are counted for who stands behind the proxy that is named: %s", async (asked) => {
    const server = await givenServer({ ...limited, KEYWRIGHT_TRUST_PROXY: "loopback, 10.0.0.0/8" });
    const guess = async (forwarded: string) =>
      (await server.call("POST", asked, { body: { licenseKey: "x" }, headers: { "x-forwarded-for": forwarded } }))
        .status;
    for (let tries = 0; tries < 100; tries++) await guess("203.0.113.7");
    expect(await guess("203.0.113.7")).toBe(429);
    // Whatever a guesser writes stands before what the proxies add, ours among them.
    expect(await guess("198.51.100.1, 203.0.113.7")).toBe(429);
    expect(await guess("203.0.113.7, 10.1.2.3")).toBe(429);
    expect(await guess("203.0.113.7, 198.51.100.1")).toBe(404);
  });

  test("are counted for who calls, whatever the call says, where no proxy is named", async () => {
    const server = await givenServer(limited);
    const statuses: number[] = [];
    for (let guess = 0; guess <= 100; guess++) {
      const headers = { "x-forwarded-for": `203.0.113.${guess}` };
      statuses.push((await server.call("POST", path, { body: { licenseKey: "x" }, headers })).status);
    }
    expect(statuses.at(-1)).toBe(429);
  });

  test("whoever guesses tokens is told to wait, too", async () => {
    const server = await givenServer(limited);
    const statuses: number[] = [];
    for (let guess = 0; guess < 110; guess++)
      statuses.push((await server.call("GET", "/api/v1/orders", { token: `guess${guess}` })).status);
    expect(new Set(statuses)).toEqual(new Set([401, 429]));
  });

  test("a server token is not limited by the address that it comes from", async () => {
    const server = await givenServer(limited);
    const token = await server.token("license");
    for (let call = 0; call < 110; call++) {
      expect((await server.call("POST", path, { token, body: { licenseKey: "nothing" } })).status).toBe(404);
    }
  });
});
