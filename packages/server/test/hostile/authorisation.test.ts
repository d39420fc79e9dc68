import { randomBytes } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { formatToken, TOKEN_RANDOM_BYTES } from "#domain/tokens/token.ts";
import { givenServer } from "#test/given.ts";
import { givenThings, type Operation, operationsOf } from "#test/hostile/operations.ts";
import { expectProblem } from "#test/hostile/problem.ts";
import { brokenRequest, type Request } from "#test/hostile/requests.ts";

const UNREADABLE = ["", "{", "\u0000", '{"a":1,"a":2}', "[".repeat(10_000), "x".repeat(300 * 1024)];

/** What an operation needs, said once more and in another way than the routes say it. */
function neededScope({ id, method }: Operation): "read" | "write" {
  return method === "GET" || ["findLicense", "previewPlan"].includes(id) ? "read" : "write";
}

test("nobody without a fitting token learns what is wrong with a request: 401 and 403 come before the body is read", async () => {
  const server = await givenServer({ KEYWRIGHT_LOG_LEVEL: "error" });
  const tokens = { license: await server.token("license"), read: await server.token("read") };
  const things = await givenThings(server, await server.token());
  const unknown = formatToken(randomBytes(TOKEN_RANDOM_BYTES));
  const operations = (await operationsOf(server)).filter(({ needsToken, needsUser }) => needsToken || needsUser);
  expect(operations.length).toBeGreaterThan(15);
  const before = await server.stored();

  for (const operation of operations) {
    const broken = brokenRequest(operation, things);
    const requests: Request[] = broken === null ? [] : fc.sample(broken, 12);
    if (operation.body !== null) {
      const { method, path, headers } = requests[0] as Request;
      requests.push(...UNREADABLE.map((body) => ({ method, path, headers, body })));
    }
    for (const request of requests) {
      const call = (token?: string) =>
        server.call(request.method, request.path, { ...request, ...(token && { token }) });
      expectProblem(await call(), 401);
      expectProblem(await call(unknown), 401);
      expectProblem(await call(tokens.license), 403);
      if (neededScope(operation) === "write") expectProblem(await call(tokens.read), 403);
    }
  }
  expect(await server.stored()).toBe(before);
});
