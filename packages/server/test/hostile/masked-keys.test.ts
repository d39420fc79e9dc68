import { maskKey } from "@keywright/contract/license-key";
import fc from "fast-check";
import { expect, test } from "vitest";
import { type CallOptions, type GivenServer, givenServer } from "#test/given.ts";
import type { Known } from "#test/hostile/arbitrary.ts";
import { givenThings, type Operation, operationsOf } from "#test/hostile/operations.ts";
import { fittingRequest, type Request } from "#test/hostile/requests.ts";
import { ANYBODY, CUSTOMERS, RULES } from "#test/hostile/who-may.ts";
import { Secrets } from "#test/leaks.ts";

/* Made of the OpenAPI document: an answer that is added later is looked at by itself. */

/** What answers a person a whole key: what makes one, and what goes on record as revealing one. */
const ANSWERING_A_KEY: readonly string[] = ["placeOrder", "regenerateKey", "revealKey"];

test("no answer shows a whole license key to who may only look, and the same answers show it to tokens that may write", async () => {
  const server = await givenServer({ KEYWRIGHT_LOG_LEVEL: "error" });
  const things = await givenThings(server, await server.token());
  const key = String(things.licenseKey);
  const [looking, changing] = [await server.token("read"), await server.token("write")];
  const looks = ["look at what belongs to a product", "look at everything"].flatMap(
    (name) => RULES[name]?.operations ?? [],
  );
  const showing = new Set<string>();
  for (const operation of (await operationsOf(server)).filter(({ id }) => looks.includes(id))) {
    for (const request of requestsOf(operation, things)) {
      const [shown, whole] = [
        await told(server, request, { token: looking }),
        await told(server, request, { token: changing }),
      ];
      expect(shown, `${request.method} ${request.path}`).not.toContain(key);
      if (!whole.includes(key)) continue;
      showing.add(operation.id);
      expect(shown, `${request.method} ${request.path}`).toContain(maskKey(key));
    }
  }
  expect([...showing]).toEqual(
    expect.arrayContaining(["listOrders", "getOrder", "listLicenses", "findLicense", "getLicense"]),
  );
});

test("no answer to a person holds a whole key, but of those who make one, and of revealing it, which goes on record", async () => {
  const server = await givenServer({ KEYWRIGHT_LOG_LEVEL: "error" });
  const headers = await server.signIn();
  // Soon enough that the overview tells of it.
  await server.license({ expiry: { value: 20, unit: "days", from: "purchase" } });
  const things = await givenThings(server, await server.token());
  const [showing, masking] = [new Set<string>(), new Set<string>()];
  const ofPeople = ({ id }: Operation) => !ANYBODY.includes(id) && !CUSTOMERS.includes(id);
  for (const operation of inOrder((await operationsOf(server)).filter(ofPeople))) {
    for (const request of requestsOf(operation, things)) {
      const before = await revealed(server);
      const said = await told(server, request, { headers: { ...request.headers, ...headers } });
      expect(said, operation.id).not.toContain('"UNAUTHORIZED"');
      const keys = new Secrets();
      await keys.learnKeys(server.services);
      if (keys.in(said).length > 0) showing.add(operation.id);
      if ([...keys.all].some((key) => said.includes(maskKey(key)))) masking.add(operation.id);
      if (operation.id === "revealKey") expect(await revealed(server)).toBe(before + 1);
    }
  }
  expect([...showing].sort()).toEqual([...ANSWERING_A_KEY].sort());
  expect([...masking]).toEqual(
    expect.arrayContaining([
      ...["listOrders", "getOrder", "listLicenses", "findLicense", "getLicense", "editLicense", "suspendLicense"],
      ...["restoreLicense", "deactivateLicense", "resolveSale", "getOverview"],
    ]),
  );
});

/** What ends the license, or whose it is, comes last, so that all others have it as it was. */
function inOrder(operations: readonly Operation[]): Operation[] {
  const last = ["deactivateLicense", "eraseCustomer"];
  return operations.toSorted((a, b) => last.indexOf(a.id) - last.indexOf(b.id));
}

function requestsOf(operation: Operation, things: Known): Request[] {
  // Without a filter a list holds all there is.
  return fc.sample(fittingRequest({ ...operation, parameters: [] }, things), { numRuns: 4, seed: 8 });
}

async function told(server: GivenServer, { method, path, ...more }: Request, who: CallOptions): Promise<string> {
  return JSON.stringify((await server.call(method, path, { ...more, ...who })).body);
}

async function revealed(server: GivenServer): Promise<number> {
  return (await server.events()).filter((type) => type === "license.key_revealed").length;
}
