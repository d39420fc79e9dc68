import { expect, test } from "vitest";
import { givenServer } from "#test/given.ts";
import { givenThings, operationsOf } from "#test/hostile/operations.ts";

const PAGE = { accept: "text/html" };

/** What is there beside the operations, and what is not there at all. */
const OTHERS = [
  ...["/", "/portal", "/portal/devices", "/orders", "/sign-in?return=//evil.example", "/api/docs", "/api/docs.css"],
  ...["/api/openapi.json", "/icon.svg", "/assets/nothing.js", "/nothing", "/api/nothing", "/license/validate"],
  ...["/api/v1/license/activate", "/hooks/stripe", "/api/auth/get-session", "/api/auth/nothing", "/%00"],
];

test("whatever a browser opens, found or refused, runs nothing but our own scripts and stands in no other site's page", async () => {
  const server = await givenServer();
  const token = await server.token();
  const things = await givenThings(server, token);
  const operations = (await operationsOf(server)).filter(({ method }) => method === "GET");
  const paths = operations.map(({ path }) =>
    path.replace(/\{(\w+)\}/g, () => String(things[path.split("/")[3] ?? ""] ?? "x")),
  );
  expect(paths.length).toBeGreaterThan(25);
  for (const path of [...paths, ...OTHERS]) {
    for (const call of [{ token }, {}]) {
      const { headers } = await server.call("GET", path, { ...call, headers: PAGE });
      const policy = rulesOf(headers.get("content-security-policy"));
      const scripts = policy.get("script-src") ?? policy.get("default-src");
      expect(["'self'", "'none'"], path).toContain(scripts);
      expect(["'self'", "'none'"], path).toContain(policy.get("frame-ancestors"));
      expect(policy.get("base-uri"), path).toBe("'none'");
      expect(["'self'", "'none'"], path).toContain(policy.get("form-action"));
      expect(headers.get("x-content-type-options"), path).toBe("nosniff");
      expect(["same-origin", "no-referrer"], path).toContain(headers.get("referrer-policy"));
      expect(headers.get("cross-origin-resource-policy"), path).toBe("same-origin");
      expect(headers.get("access-control-allow-origin"), path).toBeNull();
    }
  }
});

function rulesOf(policy: string | null): ReadonlyMap<string, string> {
  return new Map(
    (policy ?? "").split("; ").map((rule) => {
      const [name = "", ...sources] = rule.split(" ");
      return [name, sources.join(" ")];
    }),
  );
}
