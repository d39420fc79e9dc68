import { expect, test } from "vitest";
import { authenticate } from "#actions/tokens/authenticate.ts";
import { createToken } from "#actions/tokens/create.ts";
import { listAllTokens } from "#actions/tokens/list.ts";
import { revokeServerToken } from "#actions/tokens/revoke.ts";
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
