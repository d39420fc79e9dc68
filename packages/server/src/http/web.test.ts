import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync } from "node:zlib";
import { fastify } from "fastify";
import { expect, test } from "vitest";
import { webApp } from "#http/web.ts";
import { givenFolder } from "#test/folder.ts";

const PAGE = { accept: "text/html,application/xhtml+xml" };

/** A server with a build of two files, one route, and a problem for all else. */
function givenWeb({ built }: { built: boolean }) {
  const folder = givenFolder();
  if (built) {
    mkdirSync(join(folder, "assets"));
    writeFileSync(join(folder, "index.html"), "<title>Keywright</title>");
    writeFileSync(join(folder, "assets/app-1a2b.js"), "start()");
    writeFileSync(join(folder, "assets/app-1a2b.js.br"), brotliCompressSync("start()"));
  }
  const app = fastify();
  app.setNotFoundHandler((_request, reply) => reply.code(404).send({ code: "NOT_FOUND" }));
  app.addHook("onRequest", webApp(folder));
  app.get("/api/v1/orders", async () => ({ items: [] }));
  return app;
}

test("every address that a browser opens answers the page, which is asked for anew each time", async () => {
  const app = givenWeb({ built: true });
  for (const url of ["/", "/index.html", "/orders", "/licenses/1?status=active"]) {
    const answer = await app.inject({ url, headers: PAGE });
    expect(answer.body).toBe("<title>Keywright</title>");
    expect(answer.headers["cache-control"]).toBe("no-cache");
    expect(answer.headers["content-security-policy"]).toContain("script-src 'self'");
    expect(answer.headers["cross-origin-opener-policy"]).toBe("same-origin");
    const again = await app.inject({ url, headers: { ...PAGE, "if-none-match": String(answer.headers.etag) } });
    expect(again).toMatchObject({ statusCode: 304, body: "" });
  }
});

test("a file with its content in its name is kept for a year, and comes compressed to whoever takes it", async () => {
  const app = givenWeb({ built: true });
  const plain = await app.inject({ url: "/assets/app-1a2b.js" });
  expect(plain).toMatchObject({
    body: "start()",
    headers: {
      "cache-control": "public, max-age=31536000, immutable",
      "content-type": "text/javascript; charset=utf-8",
    },
  });
  const small = await app.inject({ url: "/assets/app-1a2b.js", headers: { "accept-encoding": "gzip, br" } });
  expect(small.headers["content-encoding"]).toBe("br");
  expect(small.rawPayload).toEqual(brotliCompressSync("start()"));
  const refused = await app.inject({ url: "/assets/app-1a2b.js", headers: { "accept-encoding": "br;q=0" } });
  expect(refused.headers["content-encoding"]).toBeUndefined();
});

test.each([
  ["no browser's address", "/orders", {}],
  ["an API that is not there", "/api/v1/nothing", PAGE],
  ["a file that is not there", "/assets/app-0000.js", PAGE],
  ["a way out of the folder", "/assets/../../../package.json", {}],
  ["the same, encoded", "/assets/%2e%2e/%2e%2e/package.json", {}],
])("%s is the problem that it was", async (_what, url, headers) => {
  expect(await givenWeb({ built: true }).inject({ url, headers })).toMatchObject({
    statusCode: 404,
    body: JSON.stringify({ code: "NOT_FOUND" }),
  });
});

test("another method is the problem that it was", async () => {
  const app = givenWeb({ built: true });
  expect((await app.inject({ method: "POST", url: "/orders", headers: PAGE })).statusCode).toBe(404);
});

test("without a build the address says so, and how to get one", async () => {
  const app = givenWeb({ built: false });
  const answer = await app.inject({ url: "/", headers: PAGE });
  expect(answer.statusCode).toBe(503);
  expect(answer.body).toContain("npm start");
});
