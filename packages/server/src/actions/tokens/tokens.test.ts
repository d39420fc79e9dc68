import { describe, expect, test } from "vitest";
import { writeStamps } from "#actions/stamps/write.ts";
import { authenticate } from "#actions/tokens/authenticate.ts";
import { createToken } from "#actions/tokens/create.ts";
import { listAllTokens } from "#actions/tokens/list.ts";
import { revokeServerToken } from "#actions/tokens/revoke.ts";
import { givenDatabase } from "#test/database.ts";
import { givenInstallation, OPERATOR, taken } from "#test/given.ts";

const page = { limit: 10, before: null };

test("a token lets its holder in with its scope until it is revoked", async () => {
  const given = await givenInstallation();
  const { text: token } = taken(await createToken(given.as(OPERATOR), { name: "shop", scope: "write" }));
  expect(await authenticate(given.services, token)).toMatchObject({ kind: "token", name: "shop", scope: "write" });

  const [listed] = taken(await listAllTokens(given.withScope("admin"), page)).items;
  expect(listed).toMatchObject({ name: "shop", scope: "write", createdAt: given.clock.now() });
  expect(taken(await revokeServerToken(given.withScope("admin"), listed?.id ?? ""))).toBe("shop");

  expect(await authenticate(given.services, token)).toBe("unknown");
  expect(taken(await listAllTokens(given.withScope("admin"), page)).items).toEqual([]);
  expect(await revokeServerToken(given.withScope("admin"), listed?.id ?? "")).toMatchObject({
    refusal: "TOKEN_NOT_FOUND",
  });
  expect(await given.events()).toEqual(["token.created", "token.revoked"]);
});

describe("a token with a time", () => {
  test("lets its holder in until then, and not a moment longer, also where it is remembered", async () => {
    const given = await givenInstallation();
    const { text, token } = taken(await createToken(given.as(OPERATOR), { name: "shop", scope: "write", days: 7 }));
    expect(token.expiresAt).toEqual(given.clock.now().add({ hours: 7 * 24 }));
    given.clock.move({ days: 6, hours: 23, minutes: 59 });
    for (const _ of [1, 2]) expect(await authenticate(given.services, text)).toMatchObject({ kind: "token" });
    given.clock.move({ minutes: 1 });
    for (const _ of [1, 2]) expect(await authenticate(given.services, text)).toBe("expired");
    expect((await given.eventRows()).at(-1)).toMatchObject({
      type: "token.created",
      data: JSON.stringify({ name: "shop", scope: "write", expiresAt: "2026-03-17T09:30:00Z" }),
    });
  });

  test("is listed when its time is over, and can be revoked", async () => {
    const given = await givenInstallation();
    const { token } = taken(await createToken(given.as(OPERATOR), { name: "shop", scope: "write", days: 1 }));
    given.clock.move({ days: 2 });
    const { items } = taken(await listAllTokens(given.withScope("admin"), page));
    expect(items).toEqual([token]);
    expect(taken(await revokeServerToken(given.withScope("admin"), token.id))).toBe("shop");
  });
});

test("a token for one product is made by the product's id or identifier, and for no other", async () => {
  const given = await givenInstallation();
  const { product } = await given.plan();
  for (const named of [product.id, product.identifier]) {
    const { text, token } = taken(
      await createToken(given.as(OPERATOR), { name: "shop", scope: "read", product: named }),
    );
    expect(token.product).toEqual({ id: product.id, name: product.name });
    for (const _ of [1, 2])
      expect(await authenticate(given.services, text)).toMatchObject({ productId: product.id, scope: "read" });
  }
  const before = await given.stored();
  expect(await createToken(given.as(OPERATOR), { name: "shop", scope: "read", product: "nothing" })).toMatchObject({
    refusal: "PRODUCT_NOT_FOUND",
  });
  expect(await given.stored()).toBe(before);
});

test("a token is not kept anywhere", async () => {
  const given = await givenInstallation();
  const { text: token } = taken(await createToken(given.as(OPERATOR), { name: "shop", scope: "read" }));
  expect(await given.stored()).not.toContain(token.slice(4, 36));
});

test("a text that can't be a token is told apart from a token that nobody has", async () => {
  const given = await givenInstallation();
  const other = await givenInstallation();
  expect(await authenticate(given.services, "kw_live_something")).toBe("malformed");
  expect(await authenticate(given.services, await other.token())).toBe("unknown");
});

describe.each(["this process", "another process"])(
  "what %s changes about a token is told at the next question",
  (who) => {
    test("it is revoked", async () => {
      const database = await givenDatabase();
      const given = await givenInstallation(database);
      const other = await givenInstallation(database);
      const { text, token } = taken(await createToken(given.as(OPERATOR), { name: "shop", scope: "write" }));
      // Remembered by both.
      for (const asked of [given, other])
        for (const _ of [1, 2]) expect(await authenticate(asked.services, text)).toMatchObject({ kind: "token" });
      taken(await revokeServerToken((who === "this process" ? given : other).as(OPERATOR), token.id));
      for (const asked of [given, other])
        for (const _ of [1, 2]) expect(await authenticate(asked.services, text)).toBe("unknown");
    });
  },
);

test("a token that is revoked while it is read is not remembered as it was before", async () => {
  const database = await givenDatabase();
  const given = await givenInstallation(database);
  const other = await givenInstallation(database);
  for (let round = 0; round < 20; round++) {
    const { text, token } = taken(await createToken(given.as(OPERATOR), { name: "shop", scope: "write" }));
    const asking = Array.from({ length: 10 }, async (_, turn) => {
      for (let wait = 0; wait < turn; wait++) await new Promise(setImmediate);
      return authenticate((turn % 2 === 0 ? given : other).services, text);
    });
    taken(await revokeServerToken((round % 2 === 0 ? given : other).as(OPERATOR), token.id));
    for (const asked of [given, other]) expect(await authenticate(asked.services, text)).toBe("unknown");
    await Promise.all(asking);
    for (const asked of [given, other]) expect(await authenticate(asked.services, text)).toBe("unknown");
  }
});

test("stamps are written every second, and make nobody forget a token", async () => {
  const given = await givenInstallation();
  const text = await given.token();
  await authenticate(given.services, text);
  const known = given.services.tokens.find(text);
  await writeStamps(given.services);
  expect(given.services.tokens.find(text)).toBe(known);
});
