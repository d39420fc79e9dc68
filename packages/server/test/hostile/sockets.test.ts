import { once } from "node:events";
import { connect } from "node:net";
import { expect, test } from "vitest";
import { type GivenServer, givenServer } from "#test/given.ts";
import { exchange, requestText } from "#test/hostile/exchange.ts";
import { expectProblem } from "#test/hostile/problem.ts";

/* What arrives on the bare connection, below what an HTTP client would ever send. */

const POST = "POST /api/v1/products HTTP/1.1";
/** `TOKEN` becomes one that may do everything: what is refused here is not refused for want of it. */
const TRUSTED = "authorization: Bearer TOKEN";
const JSON_BODY = `content-type: application/json\r\n${TRUSTED}`;
const PRODUCT = '{"name":"Smuggled"}';

/** What each connection sends, and the status of the one answer that it gets. */
const REFUSED: Record<string, readonly [sent: string, status: number]> = {
  "no HTTP at all": ["hello\r\n\r\n", 400],
  "the beginning of TLS": ["\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", 400],
  zeros: ["\0".repeat(1000), 400],
  "HTTP/2 with prior knowledge": ["PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 400],
  "a version that does not exist": ["GET /healthz HTTP/9.9\r\nhost: a\r\n\r\n", 400],
  "a path with spaces": ["GET /a b c HTTP/1.1\r\nhost: a\r\n\r\n", 400],
  "a path that is not ASCII": [requestText("GET /é HTTP/1.1"), 400],
  "a path without a slash": [requestText("GET healthz HTTP/1.1"), 400],
  "a method in small letters": [requestText("get /healthz HTTP/1.1"), 400],
  "an unknown method": [requestText("FROBNICATE /healthz HTTP/1.1"), 400],
  "a method of WebDAV": [requestText("PROPFIND /api/v1/products HTTP/1.1"), 404],
  TRACE: [requestText("TRACE /api/v1/products HTTP/1.1"), 405],
  "QUERY without a content type": [requestText("QUERY /api/v1/products HTTP/1.1"), 405],
  "QUERY of nothing": [requestText("QUERY /nothing HTTP/1.1"), 415],
  CONNECT: ["CONNECT evil.example:443 HTTP/1.1\r\nhost: evil.example\r\n\r\n", 405],
  "OPTIONS of the whole server": [requestText("OPTIONS * HTTP/1.1"), 404],
  "the whole of another address": [requestText("GET http://evil.example HTTP/1.1"), 404],
  "a path that climbs": [requestText("GET /api/v1/../../../etc/passwd HTTP/1.1"), 404],
  "a percent sign alone": [requestText("GET /api/v1/products/% HTTP/1.1"), 400],
  "a percent sign before other letters": [requestText("GET /api/v1/products/%zz HTTP/1.1"), 400],
  "percent signs that spell no UTF-8": [requestText("GET /api/v1/products/%c3%28 HTTP/1.1"), 400],
  "percent signs that spell a surrogate": [requestText("GET /api/v1/products/%ed%a0%80 HTTP/1.1"), 400],
  "percent signs in a query that spell no UTF-8": [requestText("GET /api/v1/products?cursor=%ff HTTP/1.1"), 400],
  "a very long address": [requestText(`GET /${"a".repeat(17_000)} HTTP/1.1`), 431],
  "a long address of nothing": [requestText(`GET /${"a".repeat(15_000)} HTTP/1.1`), 404],
  "a very long header": [requestText("GET /healthz HTTP/1.1", [`x: ${"a".repeat(17_000)}`]), 431],
  "very many headers": [requestText("GET /healthz HTTP/1.1", Array(3_000).fill("a:b")), 431],
  "a NUL in a header": [requestText("GET /healthz HTTP/1.1", ["x: a\0b"]), 400],
  "a line break in a header": [requestText("GET /healthz HTTP/1.1", ["x: a\rb"]), 400],
  "a folded header": [requestText("GET /healthz HTTP/1.1", ["x: a", " b"]), 400],
  "a header with a space in its name": [requestText("GET /healthz HTTP/1.1", ["x y: a"]), 400],
  "a header without a name": [requestText("GET /healthz HTTP/1.1", [": a"]), 400],
  "line feeds alone": ["GET /healthz HTTP/1.1\nhost: a\n\n", 400],
  "no Host": ["GET /healthz HTTP/1.1\r\nconnection: close\r\n\r\n", 400],
  "two Hosts": [requestText("GET /healthz HTTP/1.1", ["host: evil.example"]), 400],
  "an expectation that nobody knows": [
    requestText(POST, ["expect: nonsense", JSON_BODY, "content-length: 19"], PRODUCT),
    400,
  ],
  "two lengths": [requestText(POST, [JSON_BODY, "content-length: 19", "content-length: 20"], PRODUCT), 400],
  "a negative length": [requestText(POST, [JSON_BODY, "content-length: -2"], PRODUCT), 400],
  "a length that is no number": [requestText(POST, [JSON_BODY, "content-length: two"], PRODUCT), 400],
  "a length beyond all numbers": [requestText(POST, [JSON_BODY, `content-length: ${"9".repeat(30)}`], PRODUCT), 400],
  "a length and chunks": [
    requestText(POST, [JSON_BODY, "content-length: 5", "transfer-encoding: chunked"], "0\r\n\r\n"),
    400,
  ],
  "a transfer coding without chunks": [requestText(POST, [JSON_BODY, "transfer-encoding: gzip"], PRODUCT), 400],
  "a chunk whose size is no number": [
    requestText(POST, [JSON_BODY, "transfer-encoding: chunked"], `zz\r\n${PRODUCT}\r\n0\r\n\r\n`),
    400,
  ],
  "a chunk beyond all numbers": [
    requestText(POST, [JSON_BODY, "transfer-encoding: chunked"], `${"f".repeat(20)}\r\n${PRODUCT}\r\n0\r\n\r\n`),
    400,
  ],
  "a chunk with an endless extension": [
    requestText(POST, [JSON_BODY, "transfer-encoding: chunked"], `13;${"x".repeat(20_000)}\r\n${PRODUCT}\r\n0\r\n\r\n`),
    400,
  ],
};

/** What is odd and allowed, and the status that it gets like any other request. */
const ANSWERED: Record<string, readonly [sent: string, status: number]> = {
  "HTTP/1.0, which knows no Host": ["GET /healthz HTTP/1.0\r\n\r\n", 200],
  "an address in its absolute form": [requestText("GET http://keywright.test/healthz HTTP/1.1"), 200],
  "an upgrade that the server does not know": [
    requestText("GET /healthz HTTP/1.1", ["connection: upgrade", "upgrade: websocket"]),
    200,
  ],
  "a GET with a body": [requestText("GET /healthz HTTP/1.1", ["content-length: 2"], "{}"), 200],
  chunks: [
    requestText(
      POST,
      [JSON_BODY, "transfer-encoding: chunked"],
      '8\r\n{"name":\r\n8\r\n"Chunks"\r\n1\r\n}\r\n0\r\n\r\n',
    ),
    201,
  ],
};

/** Ids that nothing has, however they are spelt. */
const STRANGE_IDS = [
  "%00",
  "%2f",
  "..%2f..%2fetc%2fpasswd",
  "%2e%2e",
  "%0d%0ax:y",
  "%F0%9F%98%80",
  "*",
  "'--",
  "a;b",
  ":id",
];

test("what is no request, or one that HTTP forbids, is refused with a problem document, and nothing is stored", async () => {
  const { server, token } = await givenTrust();
  const before = await server.stored();
  for (const [what, [sent, status]] of Object.entries(REFUSED)) {
    const answers = await exchange(server.url, sent.replace("TOKEN", token));
    expect(
      answers.map((answer) => answer.status),
      what,
    ).toEqual([status]);
    for (const answer of answers) expectProblem(answer, status);
  }
  expect(await server.stored()).toBe(before);
  expect((await server.call("GET", "/readyz")).status).toBe(200);
});

test("what is odd and allowed is answered like any other request", async () => {
  const { server, token } = await givenTrust();
  for (const [what, [sent, status]] of Object.entries(ANSWERED)) {
    const answers = await exchange(server.url, sent.replace("TOKEN", token));
    expect(
      answers.map((answer) => answer.status),
      what,
    ).toEqual([status]);
  }
});

test("a strange id in the path is an id that nothing has", async () => {
  const { server, token } = await givenTrust();
  for (const id of STRANGE_IDS) {
    const sent = requestText(`GET /api/v1/products/${id} HTTP/1.1`, [TRUSTED]).replace("TOKEN", token);
    const [answer] = await exchange(server.url, sent);
    expect(answer?.body, id).toMatchObject({ status: 404, code: "PRODUCT_NOT_FOUND" });
  }
});

test("a client that closes its side gets the answer to what it sent until then", async () => {
  const { server, token } = await givenTrust();
  const whole = requestText(POST, [JSON_BODY, `content-length: ${PRODUCT.length}`], PRODUCT).replace("TOKEN", token);
  const before = await server.stored();

  // Nothing was asked, so HTTP has nothing to answer to.
  expect(await exchange(server.url, "", { halfClose: true })).toEqual([]);
  for (const length of [1, 20, whole.indexOf("\r\n\r\n"), whole.indexOf("{"), whole.length - 1]) {
    const answers = await exchange(server.url, whole.slice(0, length), { halfClose: true });
    expect(answers.length, `${length} bytes`).toBe(1);
    for (const answer of answers) expectProblem(answer, 400);
  }
  expect(await server.stored()).toBe(before);

  const [answer] = await exchange(server.url, whole, { halfClose: true });
  expect(answer).toMatchObject({ status: 201, body: { name: "Smuggled" } });
});

test("a client that vanishes within its request leaves nothing behind", async () => {
  const { server, token } = await givenTrust();
  const whole = requestText(POST, [JSON_BODY, `content-length: ${PRODUCT.length}`], PRODUCT).replace("TOKEN", token);
  const before = await server.stored();
  for (let length = 1; length < whole.length; length += 7) {
    const socket = connect({ host: "127.0.0.1", port: Number(new URL(server.url).port) });
    await once(socket, "connect");
    socket.write(whole.slice(0, length), () => socket.resetAndDestroy());
    await once(socket, "close");
  }
  expect((await server.call("GET", "/readyz")).status).toBe(200);
  expect(await server.stored()).toBe(before);
});

test("a whole request is answered before the rubbish that follows it on the same connection", async () => {
  const { server, token } = await givenTrust();
  const headers = `host: a\r\n${JSON_BODY.replace("TOKEN", token)}\r\ncontent-length: ${PRODUCT.length}`;
  const answers = await exchange(server.url, `${POST}\r\n${headers}\r\n\r\n${PRODUCT}rubbish\r\n\r\n`);
  expect(answers.map(({ status }) => status)).toEqual([201, 400]);
  expect(answers[0]?.body.name).toBe("Smuggled");
});

async function givenTrust(): Promise<{ server: GivenServer; token: string }> {
  const server = await givenServer({ KEYWRIGHT_LOG_LEVEL: "error" });
  return { server, token: await server.token() };
}
