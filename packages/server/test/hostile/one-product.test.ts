import { keyEnding } from "@keywright/contract/license-key";
import fc from "fast-check";
import { expect, test } from "vitest";
import { type GivenServer, givenServer } from "#test/given.ts";
import type { Known } from "#test/hostile/arbitrary.ts";
import { givenThings, type Operation, operationsOf } from "#test/hostile/operations.ts";
import { fittingRequest, type Request } from "#test/hostile/requests.ts";

/*
 * A token for one product against another one's everything. The requests are made of the server's own OpenAPI document,
 * and name what there is: what is added later is tried by itself.
 */

const SCOPES = ["read", "write", "admin"] as const;

test("a token for one product finds nothing of another one's, changes nothing of it, and is told nothing of it", async () => {
  const server = await givenServer({ KEYWRIGHT_LOG_LEVEL: "error" });
  const own = await server.license();
  const tokens = await Promise.all(SCOPES.map((scope) => server.token(scope, own.product.id)));
  const things = await givenThings(server, await server.token());
  const marks = marksOf(things);
  const hidden = new Set<string>();
  const before = await server.stored();
  for (const operation of await vendorsOperations(server)) {
    for (const request of requestsAbout(operation, things)) {
      for (const token of tokens) {
        const { status, body } = await server.call(request.method, request.path, { ...request, token });
        const answer = JSON.stringify(body);
        const what = `${request.method} ${request.path} ${request.body ?? ""}: ${answer}`;
        expect(
          marks.filter((mark) => answer.includes(mark)),
          what,
        ).toEqual([]);
        if (!operation.path.includes("{id}")) continue;
        // As if it were not there; what belongs to no product is refused before anybody looks.
        const isHidden = status === 404 || body.code === "FORBIDDEN";
        expect(isHidden || body.code === "INVALID_REQUEST", what).toBe(true);
        if (isHidden) hidden.add(operation.id);
      }
    }
    if (operation.path.includes("{id}")) expect(hidden).toContain(operation.id);
    expect(await server.stored(), operation.id).toBe(before);
  }
});

test("the same requests find it all for a token of its own product", async () => {
  const server = await givenServer({ KEYWRIGHT_LOG_LEVEL: "error" });
  const things = await givenThings(server, await server.token());
  const token = await server.token("admin", String(things.products));
  const tried: string[] = [];
  for (const operation of (await vendorsOperations(server)).filter(({ isOfProduct }) => isOfProduct)) {
    const requests = requestsAbout(operation, things);
    const answers = await Promise.all(
      requests.map(({ method, path, ...more }) => server.call(method, path, { ...more, token })),
    );
    const isThere = ({ status, body }: { status: number; body: { code?: string } }) =>
      status < 300 || (status !== 404 && body.code !== "FORBIDDEN") || body.code === "INSTANCE_NOT_FOUND";
    expect(answers.some(isThere), `${operation.id}: ${JSON.stringify(answers[0]?.body)}`).toBe(true);
    tried.push(operation.id);
  }
  expect(tried).toEqual(expect.arrayContaining(["getLicense", "listEvents", "placeOrder", "editPlan"]));
});

test("lists hold what belongs to its product, and say nothing of what else there is", async () => {
  const server = await givenServer();
  const [own, other] = [await server.license(), await server.license()];
  const token = await server.token("read", own.product.id);
  const list = async (path: string) => (await server.call("GET", `/api/v1/${path}`, { token })).body;
  const ids = async (path: string) => (await list(path)).items.map(({ id }: { id: string }) => id);
  expect(await list("products")).toMatchObject({ items: [{ id: own.product.id }], nextCursor: null });
  expect(await ids("plans")).toEqual([own.plan.id]);
  for (const [noun, id] of [
    ["licenses", own.license.id],
    ["orders", own.order.id],
  ] as const) {
    for (const mine of [own.product.id, own.product.identifier])
      expect(await ids(`${noun}?product=${mine}`)).toEqual([id]);
    for (const theirs of [other.product.id, other.product.identifier, "nothing"])
      expect(await list(`${noun}?product=${theirs}`)).toEqual({ items: [], nextCursor: null });
    expect(await ids(noun)).toEqual([id]);
    expect(await ids(`${noun}?search=${other.customer.email}`)).toEqual([]);
  }
  const types = (await list("events")).items.map(({ type }: { type: string }) => type);
  expect(types).toEqual(["license.issued", "order.placed", "plan.created", "product.created"]);
  expect(await list(`events?license=${other.license.id}`)).toMatchObject({ items: [] });
});

test("to the License API another product's key is no key, in the very words that a made-up one gets", async () => {
  const server = await givenServer();
  const [own, other] = [await server.license(), await server.license()];
  const token = await server.token("license", own.product.id);
  const device = await server.call("POST", "/license/activate", { body: { licenseKey: other.key } });
  const { instanceId } = device.body;
  const before = await server.stored();
  for (const call of ["validate", "activate", "deactivate"]) {
    const ask = async (licenseKey: string) => {
      const body = { licenseKey, instanceId, productIdentifier: other.product.identifier };
      const answer = await server.call("POST", `/api/v1/license/${call}`, { body, token });
      return { status: answer.status, body: { ...answer.body, requestId: null } };
    };
    expect(await ask(other.key), call).toEqual(await ask("HALC-00000-00000-00000-00000-00000"));
    expect((await ask(other.key)).status, call).toBe(404);
  }
  expect(await server.stored()).toBe(before);
  const mine = await server.call("POST", "/license/validate", { body: { licenseKey: own.key }, token });
  expect(mine).toMatchObject({ status: 200, body: { valid: true } });
});

/** What a vendor's systems may call; people alone are for the matrix. */
async function vendorsOperations(server: GivenServer): Promise<Operation[]> {
  const operations = (await operationsOf(server)).filter(({ needsToken }) => needsToken);
  expect(operations.length).toBeGreaterThan(40);
  return operations;
}

function requestsAbout(operation: Operation, things: Known): Request[] {
  return fc.sample(fittingRequest(operation, things), { numRuns: 8, seed: 8 });
}

/** By what an answer gives away that it tells of these things. */
function marksOf(things: Known): string[] {
  const { products, plans, orders, licenses, activations, licenseKey, email, customers, planIdentifier } = things;
  const all = [products, plans, orders, licenses, activations, licenseKey, email, customers, planIdentifier].map(
    String,
  );
  return [...all, keyEnding(String(licenseKey))];
}
