import { maskKey } from "@keywright/contract/license-key";
import fc from "fast-check";
import { expect, test } from "vitest";
import { givenServer } from "#test/given.ts";
import { givenThings, operationsOf } from "#test/hostile/operations.ts";
import { fittingRequest } from "#test/hostile/requests.ts";
import { RULES } from "#test/hostile/who-may.ts";

/* Made of the OpenAPI document: an answer that is added later is looked at by itself. */

test("no answer shows a whole license key to who may only look, and the same answers show it to who may more", async () => {
  const server = await givenServer({ KEYWRIGHT_LOG_LEVEL: "error" });
  const things = await givenThings(server, await server.token());
  const key = String(things.licenseKey);
  const [looking, changing] = [await server.token("read"), await server.token("write")];
  const looks = ["look at what belongs to a product", "look at everything"].flatMap(
    (name) => RULES[name]?.operations ?? [],
  );
  const showing = new Set<string>();
  for (const operation of (await operationsOf(server)).filter(({ id }) => looks.includes(id))) {
    // Without a filter a list holds all there is.
    for (const request of fc.sample(fittingRequest({ ...operation, parameters: [] }, things), {
      numRuns: 4,
      seed: 8,
    })) {
      const { method, path, ...more } = request;
      const ask = async (token: string) => JSON.stringify((await server.call(method, path, { ...more, token })).body);
      const [shown, whole] = [await ask(looking), await ask(changing)];
      expect(shown, `${method} ${path}`).not.toContain(key);
      if (!whole.includes(key)) continue;
      showing.add(operation.id);
      expect(shown, `${method} ${path}`).toContain(maskKey(key));
    }
  }
  expect([...showing]).toEqual(
    expect.arrayContaining(["listOrders", "getOrder", "listLicenses", "findLicense", "getLicense"]),
  );
});
