import { once } from "node:events";
import { type IncomingMessage, request } from "node:http";
import { connect } from "node:net";
import { json, text } from "node:stream/consumers";
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

test("a server that stops still tells where a device can be ended, and listens no more", async () => {
  const { given, app, url } = await givenHttp();
  const { key } = await given.license({ activationLimit: 1 });
  const body = JSON.stringify({ licenseKey: key });
  const headers = { "content-type": "application/json" };
  await fetch(`${url}/license/activate`, { method: "POST", headers, body });
  // Its body comes when nobody new is listened to any more.
  const running = request(`${url}/license/activate`, {
    method: "POST",
    headers: { ...headers, "content-length": body.length, expect: "100-continue" },
  });
  running.flushHeaders();
  await once(running, "continue");
  const stopped = app.close();
  await expect.poll(() => app.server.listening).toBe(false);
  running.end(body);
  const [answer] = (await once(running, "response")) as [IncomingMessage];
  expect(await json(answer)).toMatchObject({
    code: "ACTIVATION_LIMIT_REACHED",
    manageUrl: expect.stringContaining(`${url}/portal/devices#`),
  });
  await stopped;
});

test("a request that does not arrive whole in time is told so, and its connection is closed", async () => {
  const { url } = await givenHttp({ arrivalMs: 100 });
  const socket = connect(Number(new URL(url).port), "127.0.0.1");
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

/** The HTTP server alone, without what `givenServer` has around it. */
async function givenHttp(options: { readonly arrivalMs?: number } = {}) {
  const given = await givenInstallation();
  const app = await createServer(given.services, {
    logger: createLogger("silent"),
    accounts: {} as Accounts,
    publicUrl: null,
    limits: null,
    databaseAnswers: async () => {},
    ...options,
  });
  onTestFinished(() => app.close());
  return { given, app, url: await app.listen({ host: "127.0.0.1", port: 0 }) };
}
