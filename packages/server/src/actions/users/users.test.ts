import { verifyPassword } from "better-auth/crypto";
import { expect, test } from "vitest";
import { createOwner } from "#actions/users/create-owner.ts";
import { listAllUsers } from "#actions/users/list.ts";
import { rename } from "#actions/users/rename.ts";
import { resetPassword } from "#actions/users/reset-password.ts";
import { isSetupNeeded, setUp, setupToken } from "#actions/users/set-up.ts";
import { type Given, givenInstallation, OPERATOR, OWNER, taken } from "#test/given.ts";

test("the first account is made once, and its password is kept as a hash alone", async () => {
  const given = await givenInstallation();
  const owner = taken(await createOwner(given.as(OPERATOR), { ...OWNER, email: "Lena@Example.com" }));
  expect(owner).toMatchObject({ name: OWNER.name, email: OWNER.email });
  expect(await given.events()).toEqual(["user.created"]);
  expect((await given.eventRows())[0]).toMatchObject({ actor_kind: "operator", user_id: owner.id });
  expect(await given.stored()).not.toContain(OWNER.password);
  expect(await passwordIs(given, OWNER.password)).toBe(true);

  const before = await given.stored();
  expect(await createOwner(given.as(OPERATOR), { ...OWNER, email: "other@example.com" })).toMatchObject({
    refusal: "SETUP_DONE",
  });
  expect(await given.stored()).toBe(before);
  expect(taken(await listAllUsers(given.as(OPERATOR), { limit: 10, before: null })).items).toEqual([
    { ...owner, createdAt: given.clock.now(), seenAt: null, isTwoStepOn: false, passkeys: 0 },
  ]);
});

test("of two who set up at once, one gets the account", async () => {
  const given = await givenInstallation();
  const token = await setupToken(given.services);
  const outcomes = await Promise.all([setUp(given.services, token, OWNER), setUp(given.services, token, OWNER)]);
  expect(outcomes.filter((outcome) => "refusal" in outcome)).toEqual([
    expect.objectContaining({ refusal: "SETUP_DONE" }),
  ]);
  expect(await given.events()).toEqual(["user.created"]);
});

test("setting up needs the installation's own link, which is not kept anywhere", async () => {
  const given = await givenInstallation({ KEYWRIGHT_SECRET: "one secret for two installations" });
  const token = await setupToken(given.services);
  expect(token).toMatch(/^[\w-]{43}$/);
  expect(await given.stored()).not.toContain(token);

  const before = await given.stored();
  for (const wrong of ["", "x", token.slice(1), `${token}x`, token.replace(/.$/, (last) => (last === "A" ? "B" : "A"))])
    expect(await setUp(given.services, wrong, OWNER)).toMatchObject({ refusal: "UNAUTHORIZED" });
  expect(await given.stored()).toBe(before);
  expect(await isSetupNeeded(given.services)).toBe(true);

  taken(await setUp(given.services, token, OWNER));
  expect(await isSetupNeeded(given.services)).toBe(false);
  expect(await setUp(given.services, token, OWNER)).toMatchObject({ refusal: "SETUP_DONE" });
});

test("a user may change their own name, and it is recorded; nobody else's", async () => {
  const given = await givenInstallation();
  const { id, name, role } = taken(await createOwner(given.as(OPERATOR), OWNER));
  const self = given.as({ kind: "user", id, name, role });
  expect(await given.eventsOf(() => rename(self, { id, name: "Lena O." }))).toEqual(["user.edited"]);
  expect((await given.eventRows()).at(-1)).toMatchObject({
    actor_kind: "user",
    actor_id: id,
    actor_name: name,
    data: JSON.stringify({ name: { from: name, to: "Lena O." } }),
  });
  expect(await given.eventsOf(() => rename(self, { id, name: "Lena O." }))).toEqual([]);
  expect(await rename(given.withScope("write"), { id, name: "X" })).toMatchObject({ refusal: "FORBIDDEN" });
  expect(await rename(given.as(OPERATOR), { id: "nobody", name: "X" })).toMatchObject({ refusal: "USER_NOT_FOUND" });
});

test("a reset password is new, works, and is recorded without being told", async () => {
  const given = await givenInstallation();
  taken(await createOwner(given.as(OPERATOR), OWNER));
  const password = taken(await resetPassword(given.as(OPERATOR), " LENA@example.com "));
  expect(password).toMatch(/^[\w-]{20}$/);
  expect(await passwordIs(given, password)).toBe(true);
  expect(await passwordIs(given, OWNER.password)).toBe(false);
  expect(await given.events()).toEqual(["user.created", "user.password_reset"]);
  expect(await given.stored()).not.toContain(password);

  const before = await given.stored();
  expect(await resetPassword(given.as(OPERATOR), "nobody@example.com")).toMatchObject({ refusal: "USER_NOT_FOUND" });
  expect(await given.stored()).toBe(before);
});

async function passwordIs({ services }: Given, password: string): Promise<boolean> {
  const { password: hash } = await services.store.read
    .selectFrom("accounts")
    .select("password")
    .executeTakeFirstOrThrow();
  return verifyPassword({ hash: hash ?? "", password });
}
