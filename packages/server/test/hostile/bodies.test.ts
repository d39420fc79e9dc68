import { gzipSync } from "node:zlib";
import { BOUNDS } from "@keywright/contract/wire";
import fc from "fast-check";
import { expect, test } from "vitest";
import { givenServer } from "#test/given.ts";
import { exchange, requestText } from "#test/hostile/exchange.ts";
import { givenThings, operationsOf } from "#test/hostile/operations.ts";
import { expectProblem } from "#test/hostile/problem.ts";
import { fittingRequest, type Request, withCredentials } from "#test/hostile/requests.ts";
import { signInWithKey } from "#test/portal.ts";

/* Bodies as bytes: what is no JSON, what JSON parsers read differently, and what is larger than we take. */

const PATH = "/api/v1/products";
const PRODUCT = '{"name":"Bytes"}';

const utf8 = (text: string) => new TextEncoder().encode(text);
/** A product whose name is these bytes. */
const named = (...bytes: number[]) => Uint8Array.from([...utf8('{"name":"'), ...bytes, ...utf8('"}')]);
const utf16 = (text: string) => new Uint8Array(Buffer.from(text, "utf16le"));

const UNREADABLE: Record<string, string | Uint8Array> = {
  "a lone continuation byte": named(0x80),
  "a character that is cut off": named(0xe2, 0x82),
  "a slash in two bytes": named(0xc0, 0xaf),
  "a NUL in two bytes": named(0xc0, 0x80),
  "a surrogate in UTF-8": named(0xed, 0xa0, 0x80),
  "a character beyond Unicode": named(0xf4, 0x90, 0x80, 0x80),
  "bytes that UTF-8 never has": named(0xfe, 0xff),
  "Latin-1": named(0xe9),
  "UTF-16": utf16(PRODUCT),
  "UTF-16 with a byte order mark": utf16(`\ufeff${PRODUCT}`),
  "no JSON": "name=Bytes",
  "nothing but space": " \n\t",
  "a NUL": "\0",
  "a trailing comma": '{"name":"Bytes",}',
  "a comment": `${PRODUCT}// it`,
  "single quotes": "{'name':'Bytes'}",
  "a bare name": '{name:"Bytes"}',
  "a line break within a text": '{"name":"By\ntes"}',
  NaN: '{"name":NaN}',
  "a number with a leading zero": '{"name":01}',
  "two bodies": PRODUCT + PRODUCT,
  "a broken escape": '{"name":"\\u12"}',
  "a name twice": '{"name":"Bytes","name":"Bytes"}',
  "a name twice, once escaped": '{"name":"Bytes","\\u006eame":"Other"}',
  "a name twice, deep within": '{"name":[{"a":{"b":1,"c":[],"b":1}}]}',
  "a name twice in an object after others": '{"name":"Bytes","a":{"x":1},"b":{"x":1},"name":1}',
  __proto__: '{"name":"Bytes","__proto__":{"taxCode":"x"}}',
  "__proto__, escaped": '{"name":"Bytes","__prot\\u006f__":1}',
  "__proto__, deep within": '{"name":[{"a":{"__proto__":null}}]}',
  "arrays in one another": "[".repeat(10_000) + "]".repeat(10_000),
  "objects in one another": `${'{"a":'.repeat(10_000)}1${"}".repeat(10_000)}`,
  "arrays that never close": "[".repeat(BOUNDS.bodyBytes),
  "one level too many": "[".repeat(BOUNDS.bodyDepth + 1) + "]".repeat(BOUNDS.bodyDepth + 1),
  "a number that only infinity could stand for": '{"name":1e999}',
  "such a number within metadata": '{"licenseKey":"x","metadata":{"a":[-1e999]}}',
  "a number of a thousand digits": `{"name":-${"9".repeat(1_000)}}`,
};

test("a body that is not the JSON we take is refused with 400 by both APIs, also where none is needed, and nothing is stored", async () => {
  const { server, token } = await givenTrust();
  const { license } = await server.license();
  const paths = [PATH, "/api/v1/license/activate", "/license/activate", `/api/v1/licenses/${license.id}/deactivate`];
  const before = await server.stored();
  for (const path of paths) {
    for (const [what, body] of Object.entries(UNREADABLE)) {
      const answer = await server.call("POST", path, { body, token });
      expect(answer.status, `${path}: ${what}`).toBe(400);
      expectProblem(answer, 400);
      // It is told what is wrong, and not that a field is missing.
      expect(answer.body.detail, what).toMatch(/^The body /);
    }
  }
  expect(await server.stored()).toBe(before);
});

test("JSON that merely looks like it is taken", async () => {
  const { server, token } = await givenTrust();
  const { key: licenseKey } = await server.license();
  const taken = {
    "a byte order mark": `\ufeff{"licenseKey":"${licenseKey}"}`,
    "the same name in different objects": `{"licenseKey":"${licenseKey}","metadata":{"a":{"b":1},"c":{"b":1},"b":1}}`,
    "a name that differs in case": `{"licenseKey":"${licenseKey}","LicenseKey":1}`,
    "names that every object seems to have": `{"licenseKey":"${licenseKey}","to_string":1,"toString":2,"constructor":3}`,
    "quotes and braces within texts": `{"licenseKey":"${licenseKey}","metadata":{"a":"{\\"a\\":[","\\\\":"a\\\\"}}`,
    "digits within texts": `{"licenseKey":"${licenseKey}","metadata":{"1e999":"1e999"}}`,
    "the largest double": `{"licenseKey":"${licenseKey}","metadata":{"a":1.7976931348623157e308,"b":-0.1e-400}}`,
    "as many levels as fit": `{"licenseKey":"${licenseKey}","a":${"[".repeat(BOUNDS.bodyDepth - 1)}${"]".repeat(BOUNDS.bodyDepth - 1)}}`,
  };
  for (const [what, body] of Object.entries(taken)) {
    const answer = await server.call("POST", "/api/v1/license/activate", { body, token });
    expect(answer.status, `${what}: ${answer.body.detail}`).toBe(201);
  }
});

test("a body may be 256 kB large and not a byte larger, whether its length is said or not", async () => {
  const { server, token } = await givenTrust();
  const padded = (name: string, bytes: number) => `{"name":"${name}"}`.padEnd(bytes);
  const chunked = (body: string) =>
    exchange(
      server.url,
      requestText(
        `POST ${PATH} HTTP/1.1`,
        ["content-type: application/json", `authorization: Bearer ${token}`, "transfer-encoding: chunked"],
        `${body.length.toString(16)}\r\n${body}\r\n0\r\n\r\n`,
      ),
    );
  expect((await server.call("POST", PATH, { body: padded("One", BOUNDS.bodyBytes), token })).status).toBe(201);
  expect((await chunked(padded("Two", BOUNDS.bodyBytes))).map(({ status }) => status)).toEqual([201]);

  const before = await server.stored();
  expectProblem(await server.call("POST", PATH, { body: padded("Three", BOUNDS.bodyBytes + 1), token }), 413);
  const [answer] = await chunked(padded("Four", BOUNDS.bodyBytes + 1));
  expect(answer?.status).toBe(413);
  if (answer) expectProblem(answer, 413);
  expect(await server.stored()).toBe(before);
});

test("a body counts as JSON in UTF-8 when it says so, and is refused with 415 otherwise", async () => {
  const { server, token } = await givenTrust();
  const post = (headers: readonly string[], body = PRODUCT) =>
    exchange(
      server.url,
      requestText(
        `POST ${PATH} HTTP/1.1`,
        [...headers, `authorization: Bearer ${token}`, `content-length: ${body.length}`],
        body,
      ),
    );
  const before = await server.stored();
  const types = [
    ...["text/plain", "text/json", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "*/*"],
    ...["application/jsonp", "application/json5", "application/vnd.api+json", "application/json, text/plain", "json"],
    ...["application/json; charset=iso-8859-1", "application/json; charset=UTF-16", 'application/json;charset="utf-7"'],
    ...["application/json; a=b; charset=utf-32", "application/json; charset=utf-8; charset=utf-16", "", ";", "/"],
  ];
  const refused = [
    [],
    ...types.map((type) => [`content-type: ${type}`]),
    ["content-type: text/plain", "content-type: application/json"],
    ["content-type: application/json", "content-type: text/plain"],
    ...["gzip", "br", "deflate", "identity, gzip", "nonsense"].map((coding) => [
      "content-type: application/json",
      `content-encoding: ${coding}`,
    ]),
  ];
  for (const headers of refused) {
    const [answer] = await post(headers);
    expect(answer?.status, headers.join()).toBe(415);
    if (answer) expectProblem(answer, 415);
  }
  const zipped = await server.call("POST", PATH, {
    body: new Uint8Array(gzipSync(PRODUCT)),
    token,
    headers: { "content-encoding": "gzip" },
  });
  expectProblem(zipped, 415);
  const gzipInChunks = requestText(
    `POST ${PATH} HTTP/1.1`,
    ["content-type: application/json", `authorization: Bearer ${token}`, "transfer-encoding: gzip, chunked"],
    `10\r\n${PRODUCT}\r\n0\r\n\r\n`,
  );
  expect((await exchange(server.url, gzipInChunks)).map(({ status }) => status)).toEqual([415]);
  expect(await server.stored()).toBe(before);

  const taken = [
    "application/json",
    "Application/JSON",
    "application/json;charset=UTF-8",
    'application/json; charset="utf-8"',
  ];
  for (const [index, type] of taken.entries()) {
    const [answer] = await post([`content-type: ${type}`, "content-encoding: identity"], `{"name":"Taken ${index}"}`);
    expect(answer?.status, type).toBe(201);
  }
});

test("an empty body is told which fields it lacks", async () => {
  const { server, token } = await givenTrust();
  for (const headers of [{}, { "content-type": "application/json" }]) {
    expectProblem(await server.call("POST", PATH, { token, headers }), 400, "name");
    expectProblem(await server.call("POST", "/api/v1/license/validate", { headers }), 400, "licenseKey");
  }
});

test("metadata may take 8 kB and 5 levels, and no more", async () => {
  const { server } = await givenTrust();
  const { key: licenseKey } = await server.license();
  const activate = (metadata: unknown) =>
    server.call("POST", "/api/v1/license/activate", { body: { licenseKey, metadata } });
  const sized = (bytes: number) => ({ a: "é".repeat((bytes - 8) >> 1) + "x".repeat(bytes % 2) });
  const fiveLevels = { a: [{ b: [{ c: 1, d: "[[[[[[" }] }] };
  const sixLevels = { a: [{ b: [{ c: 1, d: [] }] }] };

  expect(Buffer.byteLength(JSON.stringify(sized(BOUNDS.metadataBytes)))).toBe(BOUNDS.metadataBytes);
  for (const metadata of [sized(BOUNDS.metadataBytes), fiveLevels]) {
    const { status, body } = await activate(metadata);
    expect(status, JSON.stringify(body)).toBe(201);
  }
  const before = await server.stored();
  for (const metadata of [sized(BOUNDS.metadataBytes + 1), sixLevels])
    expectProblem(await activate(metadata), 400, "metadata");
  expect(await server.stored()).toBe(before);
});

test("random bytes and bodies that are cut off are refused by every operation, and nothing is stored", async () => {
  const { server, token } = await givenTrust();
  const session = await server.signIn();
  const things = await givenThings(server, token);
  const customer = await signInWithKey(server, String(things.licenseKey));
  const before = await server.stored();
  for (const operation of await operationsOf(server)) {
    if (operation.body === null) continue;
    const cutOff = fc
      .tuple(fittingRequest(operation, things), fc.nat())
      .map(([request, at]): Request => ({ ...request, body: cut(request.body ?? "", at) }));
    const random = fc
      .tuple(fittingRequest(operation, things), fc.uint8Array({ minLength: 1, maxLength: 500 }))
      .map(([request, body]) => ({ ...request, body }));
    const batch = fc.array(fc.oneof(cutOff, random), { minLength: 1, maxLength: 8, size: "max" });
    await fc.assert(
      fc.asyncProperty(batch, async (requests) => {
        const answers = await Promise.all(
          requests.map((request, index) =>
            server.call(
              request.method,
              request.path,
              withCredentials(operation, request, { token, session, customer }, index % 2 === 1),
            ),
          ),
        );
        for (const answer of answers) expectProblem(answer, 400);
        expect(await server.stored()).toBe(before);
      }),
      { numRuns: 12 },
    );
  }
});

/** At least the first character, and never the last. */
function cut(text: string, at: number): string {
  return text.slice(0, 1 + (at % (text.length - 1)));
}

async function givenTrust() {
  const server = await givenServer({ KEYWRIGHT_LOG_LEVEL: "error" });
  return { server, token: await server.token() };
}
