import { getEndpoints } from "better-auth/api";
import fc from "fast-check";
import { expect, test } from "vitest";
import { requireTwoStep } from "#actions/users/require-two-step.ts";
import { type GivenServer, givenServer, OPERATOR, taken } from "#test/given.ts";
import { givenCallers } from "#test/hostile/callers.ts";
import { operationsOf } from "#test/hostile/operations.ts";
import { fittingRequest } from "#test/hostile/requests.ts";
import { CALLERS, HIDDEN, RULES, WITH_ONE_STEP } from "#test/hostile/who-may.ts";

/* Routes that the OpenAPI document does not name: found in the server's own table, and in that of the library it uses. */

/** Every route of the server, `GET /api/docs`. What answers a method that a path does not have is none. */
async function routesOf(server: GivenServer): Promise<string[]> {
  const above: string[] = [];
  const routes: string[] = [];
  for (const line of server.routes.split("\n")) {
    const [, tree = "", path = "", methods] = /^([│ ├└─]*)([^ ]+)(?: \((.*)\))?$/.exec(line) ?? [];
    if (path === "") continue;
    above.splice(tree.length / 4 - 1);
    above.push(path);
    if (methods === undefined) continue;
    const url = above.join("");
    const refused = await server.call("OPTIONS", url.replace(/:\w+/g, "x"));
    const allowed = refused.headers.get("allow") ?? "";
    // Whoever may GET may HEAD.
    for (const method of allowed.split(", ")) if (method !== "HEAD") routes.push(`${method} ${url}`);
  }
  return routes;
}

const HIDDEN_ROUTES = Object.values(HIDDEN).flat();

/** What each takes that takes a body, about nothing that there is. */
const BODIES: Readonly<Record<string, object>> = {
  "/api/auth/sign-in/email": { email: "nobody@example.com", password: "a wrong guess" },
  "/api/auth/sign-in/passkey": {
    ...{ credentialId: "eA", userHandle: "eA", clientData: "eA", authenticatorData: "eA", signature: "eA" },
  },
  "/api/auth/request-password-reset": { email: "nobody@example.com" },
  "/api/auth/reset-password": { token: "x", newPassword: "quiet staple orange" },
  "/api/auth/change-password": { currentPassword: "a wrong guess", newPassword: "quiet staple orange" },
  "/api/auth/revoke-session": { token: "x" },
  "/api/auth/two-step/begin": { password: "a wrong guess" },
  "/api/auth/two-step/switch-on": { code: "000000" },
  "/api/auth/two-step/switch-off": { password: "a wrong guess" },
  "/api/auth/two-step/recovery-codes": { password: "a wrong guess" },
  "/api/auth/passkeys": { name: "x", clientData: "eA", authenticatorData: "eA", publicKey: "eA" },
  "/api/auth/passkeys/begin": { password: "a wrong guess" },
  "/api/auth/passkeys/rename": { id: "x", name: "x" },
  "/api/auth/passkeys/remove": { id: "x", password: "a wrong guess" },
};

function requestOf(route: string) {
  const [method = "", url = ""] = route.split(" ");
  return { method, path: url.replace(":kind", "expiring"), ...(method !== "GET" && { body: BODIES[url] ?? {} }) };
}

test("every route that is in no document has one rule, and every rule is about a route that there is", async () => {
  const server = await givenServer();
  const documented = (await operationsOf(server)).map(
    ({ method, path }) => `${method} ${path.replace(/\{(\w+)\}/g, ":$1")}`,
  );
  const routes = await routesOf(server);
  expect(documented.filter((route) => !routes.includes(route))).toEqual([]);
  expect(routes.filter((route) => !documented.includes(route)).sort()).toEqual(HIDDEN_ROUTES.toSorted());
});

test("each of them lets in whom its rule names, and nobody else, for whom nothing is stored", async () => {
  const server = await givenServer();
  const credentialsOf = await givenCallers(server);
  // The one that ends the session comes last.
  const inOrder = HIDDEN_ROUTES.toSorted(
    (one, other) => Number(one.includes("sign-out")) - Number(other.includes("sign-out")),
  );
  for (const route of inOrder) {
    const { method, path, body } = requestOf(route);
    const outcomes = new Map<string, unknown>();
    const before = await server.stored();
    for (const caller of CALLERS) {
      const { token, headers } = await credentialsOf(caller, false);
      const answer = await server.call(method, path, {
        ...(body !== undefined && { body }),
        ...(token !== undefined && { token }),
        ...(headers !== undefined && { headers }),
      });
      const code = answer.body?.code;
      const isOut = code === "FORBIDDEN" || (code === "UNAUTHORIZED" && !HIDDEN.anybody.includes(route));
      outcomes.set(caller, isOut ? answer.status : "in");
      if (isOut) expect(await server.stored(), `${route} by ${caller}`).toBe(before);
    }
    expect(outcomes, route).toEqual(new Map(CALLERS.map((caller) => [caller, outcomeFor(route, caller)])));
  }
});

function outcomeFor(route: string, caller: string): 401 | 403 | "in" {
  if (HIDDEN.anybody.includes(route) || caller.startsWith("a user")) return "in";
  if (HIDDEN["whoever is signed in"].includes(route) || caller === "nobody" || caller === "a customer") return 401;
  const [, scope = ""] = /^a token: (\w+)$/.exec(caller) ?? [];
  return ["read", "write", "admin"].includes(scope) ? "in" : 403;
}

test("what the library offers besides is not there, however it is spelled", async () => {
  const server = await givenServer();
  const headers = await server.signIn();
  const { api } = getEndpoints({} as never, {} as never);
  const offered = Object.values<{ path?: string; options: { method?: string | string[] } }>(api).flatMap(
    ({ path, options: { method = "GET" } }) =>
      path === undefined ? [] : [method].flat().map((each) => ({ method: each, path: path.replace(/:\w+/g, "x") })),
  );
  expect(offered.length).toBeGreaterThan(25);
  const before = await server.stored();
  const unused = offered.filter(({ method, path }) => !HIDDEN_ROUTES.includes(`${method} /api/auth${path}`));
  // Those that it is used for.
  expect(offered.length - unused.length).toBe(9);
  for (const { method, path } of unused)
    for (const url of [
      `/api/auth${path}`,
      `/api/auth${path}/`,
      `/api//auth${path}`,
      `/api/auth/.${path}`,
      `/API/AUTH${path}`,
    ]) {
      const answer = await server.call(method, url, { headers, ...(method !== "GET" && { body: {} }) });
      expect([404, 405], `${method} ${url}`).toContain(answer.status);
    }
  expect(await server.stored()).toBe(before);
});

test("a page of another site makes no change by its visitor's session, by any route", async () => {
  const server = await givenServer();
  const { cookie } = await server.signIn();
  const headers = { cookie, origin: "https://evil.example" };
  const documented = (await operationsOf(server))
    .filter(({ method, needsToken, needsUser }) => method !== "GET" && (needsToken || needsUser))
    .map(requestFor);
  const hidden = HIDDEN_ROUTES.filter((route) => /^POST \/api\/auth\//.test(route)).map(requestOf);
  const before = await server.stored();
  for (const { method, path, ...request } of [...documented, ...hidden]) {
    const answer = await server.call(method, path, { ...request, headers });
    expect(answer, `${method} ${path}`).toMatchObject({ status: 403, body: { code: "FORBIDDEN" } });
  }
  expect(await server.stored()).toBe(before);
});

test("where everybody must sign in with two steps, a password alone opens what sets the second one up, and nothing else", async () => {
  const server = await givenServer();
  const headers = await server.signIn();
  taken(await requireTwoStep(server.as(OPERATOR), true));
  const ruled = new Set(Object.values(RULES).flatMap(({ operations }) => operations));
  const documented = (await operationsOf(server)).filter(({ id }) => ruled.has(id)).map(requestFor);
  const hidden = HIDDEN_ROUTES.map((route) => ({ ...requestOf(route), isOpen: WITH_ONE_STEP.includes(route) }));
  const required = async ({ method, path, body }: { method: string; path: string; body?: unknown }) => {
    const answer = await server.call(method, path, { headers, ...(body !== undefined && { body }) });
    return answer.body.code === "TWO_STEP_REQUIRED" && answer.status === 403;
  };
  for (const request of documented) expect(await required(request), `${request.method} ${request.path}`).toBe(true);
  for (const { isOpen, ...request } of hidden)
    if (!request.path.endsWith("sign-out"))
      expect(await required(request), `${request.method} ${request.path}`).toBe(!isOpen);
});

/** A request of an operation that fits and is about nothing that there is. */
function requestFor(operation: Awaited<ReturnType<typeof operationsOf>>[number]) {
  const nothing = "00000000-0000-7000-8000-000000000000";
  const path = operation.path.replace("{kind}", "expiring").replace(/\{\w+\}/g, nothing);
  const [request] = fc.sample(fittingRequest({ ...operation, path, parameters: [] }, {}), { numRuns: 1, seed: 8 });
  if (request === undefined) throw new Error(`nothing fits ${operation.id}`);
  const { method, body } = request;
  return { method, path: request.path, ...(body !== undefined && { body }) };
}
