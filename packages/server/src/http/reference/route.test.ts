import { REFUSAL_CODES } from "@keywright/contract/codes";
import { expect, test } from "vitest";
import { givenServer } from "#test/given.ts";

test("the server answers the page, which may load its stylesheet and nothing else", async () => {
  const server = await givenServer();
  const page = await server.call("GET", "/api/docs");
  expect(page.status).toBe(200);
  expect(page.headers.get("content-type")).toBe("text/html; charset=utf-8");
  expect(page.headers.get("content-security-policy")).toBe(
    "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'none'; frame-ancestors 'none'; base-uri 'none'",
  );
  for (const code of REFUSAL_CODES) expect(page.body).toContain(`id="${code}"`);

  const href = /<link rel="stylesheet" href="([^"]+)">/.exec(page.body)?.[1] ?? "";
  const stylesheet = await server.call("GET", href);
  expect(stylesheet.status).toBe(200);
  expect(stylesheet.headers.get("content-type")).toBe("text/css; charset=utf-8");
  expect(stylesheet.body).not.toMatch(/url\(|@import|@font-face/);
});

test("the anchor that a refusal names is on the page", async () => {
  const server = await givenServer();
  const refused = await server.call("GET", "/api/v1/orders");
  const [address, anchor] = String(refused.body.type).split("#");
  expect((await server.call("GET", address ?? "")).body).toContain(`id="${anchor}"`);
});

test("neither the page nor its stylesheet is part of the documented API", async () => {
  const server = await givenServer();
  const { body } = await server.call("GET", "/api/openapi.json");
  expect(Object.keys(body.paths).filter((path) => path.startsWith("/api/docs"))).toEqual([]);
});
