import fc from "fast-check";
import { expect, test } from "vitest";
import { type Answer, givenServer } from "#test/given.ts";
import { givenCallers } from "#test/hostile/callers.ts";
import { type Operation, operationsOf } from "#test/hostile/operations.ts";
import { fittingRequest, type Request } from "#test/hostile/requests.ts";
import { ANYBODY, CALLERS, CUSTOMERS, expectedOf, type Outcome, RULES } from "#test/hostile/who-may.ts";

/* The authorisation matrix: every operation of the server's own OpenAPI document, called by everybody there is. */

test("every operation has one rule, and every rule is about operations that there are", async () => {
  const named = (await operationsOf(await givenServer())).map(({ id }) => id);
  const ruled = [...Object.values(RULES).flatMap(({ operations }) => operations), ...CUSTOMERS, ...ANYBODY];
  expect(ruled.sort()).toEqual(named.sort());
});

test("every operation lets in whom its rule names, and nobody else, for whom nothing is stored", async () => {
  const server = await givenServer({ KEYWRIGHT_LOG_LEVEL: "error" });
  const credentialsOf = await givenCallers(server);
  for (const operation of await operationsOf(server)) {
    const expected = expectedOf(operation.id);
    if (expected === null) throw new Error(`no rule in who-may.ts is about ${operation.id}`);
    const request = requestOf(operation);
    const outcomes = new Map<string, Outcome>();
    const call = async (caller: string) => {
      const { method, path, headers, ...body } = request;
      const { token, headers: own } = await credentialsOf(caller, expected.get(caller) === "in");
      const answer = await server.call(method, path, {
        ...body,
        ...(token && { token }),
        headers: { ...headers, ...own },
      });
      outcomes.set(caller, outcomeOf(operation, answer));
    };
    const refused = CALLERS.filter((caller) => expected.get(caller) !== "in");
    const before = await server.stored();
    for (const caller of refused) await call(caller);
    expect(await server.stored(), operation.id).toBe(before);
    for (const caller of CALLERS) if (!refused.includes(caller)) await call(caller);
    const inOrder = new Map(CALLERS.map((caller) => [caller, outcomes.get(caller)]));
    expect(inOrder, operation.id).toEqual(expected);
  }
});

test("the document says of every operation whom it lets in", async () => {
  const { body: document } = await (await givenServer()).call("GET", "/api/openapi.json");
  const said = Object.values<Record<string, Documented>>(document.paths).flatMap((methods) =>
    Object.values(methods).flatMap((documented) =>
      "x-scope" in documented
        ? [[documented.operationId, documented["x-scope"], documented["x-role"], documented["x-one-product"]]]
        : [],
    ),
  );
  const ruled = Object.values(RULES).flatMap(({ operations, tokens, roles, ofOneProduct }) =>
    operations.map((id) => [id, tokens[0] ?? null, roles[0], ofOneProduct.length > 0]),
  );
  // For people alone, and so without a token, whatever scope would cover it.
  const besides = (id: unknown) => id !== "editMe" && id !== "sendTestMail";
  const sorted = (rows: unknown[][]) => rows.filter(([id]) => besides(id)).sort();
  expect(sorted(said)).toEqual(sorted(ruled));
});

interface Documented {
  readonly operationId: string;
  readonly "x-scope"?: string | null;
  readonly "x-role"?: string;
  readonly "x-one-product"?: boolean;
}

/** A request that fits and is about nothing that there is: whoever is let in can be told so, and changes little. */
function requestOf(operation: Operation): Request {
  const nothing = "00000000-0000-7000-8000-000000000000";
  const path = operation.path.replace("{kind}", "expiring").replace(/\{\w+\}/g, nothing);
  const [request] = fc.sample(fittingRequest({ ...operation, path, parameters: [] }, {}), { numRuns: 1, seed: 8 });
  if (request === undefined) throw new Error(`nothing fits ${operation.id}`);
  return request;
}

function outcomeOf({ id }: Operation, { status, body }: Answer): Outcome {
  if (status >= 500) throw new Error(`${id}: ${JSON.stringify(body)}`);
  if (body.code === "FORBIDDEN") return 403;
  // To whom the secret in a body is worth nothing, anybody may be told so.
  return body.code === "UNAUTHORIZED" && !ANYBODY.includes(id) ? 401 : "in";
}
