import { expect, test } from "vitest";
import { countSignIn, forgiveSignIn, markFor, type SignInTry } from "#actions/users/sign-in-tries.ts";
import { givenDatabase } from "#test/database.ts";
import { type Given, givenInstallation } from "#test/given.ts";

const LENA = { email: "lena@example.com", address: "192.0.2.1", mark: null } satisfies SignInTry;

/** How many of so many tries may look at the password. */
async function allowed({ services }: Given, count: number, attempt: (number: number) => SignInTry): Promise<number> {
  const outcomes: unknown[] = [];
  for (let number = 0; number < count; number++) outcomes.push(await countSignIn(services, attempt(number)));
  return outcomes.filter((refusal) => refusal === null).length;
}

test("one account is tried twenty times from all addresses together, then not for a quarter of an hour", async () => {
  const given = await givenInstallation();
  const anywhere = (number: number) => ({ ...LENA, address: `192.0.2.${number}` });
  expect(await allowed(given, 25, anywhere)).toBe(20);
  given.clock.move({ minutes: 5 });
  expect(await countSignIn(given.services, { ...LENA, email: " LENA@Example.com" })).toMatchObject({
    ...{ refusal: "RATE_LIMITED", retryAfterSeconds: 600, detail: "Too many tries. Try again in 10 minutes." },
  });
  expect(await countSignIn(given.services, { ...LENA, email: "other@example.com" })).toBeNull();
  given.clock.move({ minutes: 10 });
  expect(await allowed(given, 25, anywhere)).toBe(20);
});

test("one address tries sixty times, whomever; what succeeded does not count", async () => {
  const given = await givenInstallation();
  const anybody = (number: number) => ({ ...LENA, email: `user-${number}@example.com` });
  for (let number = 0; number < 100; number++) {
    expect(await countSignIn(given.services, anybody(number))).toBeNull();
    await forgiveSignIn(given.services, anybody(number));
  }
  expect(await allowed(given, 70, anybody)).toBe(60);
  // What the address is not allowed does not count against the account.
  expect(await allowed(given, 30, () => LENA)).toBe(0);
  expect(await allowed(given, 30, () => ({ ...LENA, address: "192.0.2.2" }))).toBe(20);
});

test("whoever has signed in in a browser gets in there, however often strangers try; that browser guesses ten times", async () => {
  const given = await givenInstallation();
  const mark = markFor(given.services.vault, LENA.email);
  expect(mark).not.toBe(markFor(given.services.vault, LENA.email));
  expect(await allowed(given, 30, () => ({ ...LENA, address: "203.0.113.9" }))).toBe(20);
  expect(await countSignIn(given.services, LENA)).not.toBeNull();
  expect(await allowed(given, 15, () => ({ ...LENA, mark }))).toBe(10);
  await forgiveSignIn(given.services, { ...LENA, mark });
  expect(await allowed(given, 15, () => ({ ...LENA, mark }))).toBe(10);
  // It is worth nothing for somebody else, and none can be made up.
  const made = [mark.replace(/^./, "_"), `${mark.slice(0, -1)}_`, "a.b", ".", "x"];
  for (const forged of made) expect(await countSignIn(given.services, { ...LENA, mark: forged })).not.toBeNull();
  expect(await allowed(given, 30, () => ({ ...LENA, email: "other@example.com", mark }))).toBe(20);
});

test("tries that come at once, to several processes, count together", async () => {
  const database = await givenDatabase();
  const processes = [await givenInstallation(database), await givenInstallation(database)];
  const outcomes = await Promise.all(
    Array.from({ length: 40 }, async (_, number) => {
      const given = processes[number % 2];
      return given && (await countSignIn(given.services, { ...LENA, address: `192.0.2.${number % 7}` }));
    }),
  );
  expect(outcomes.filter((refusal) => refusal === null)).toHaveLength(20);
});

test("what is counted names nobody, and is forgotten with the next try that is late enough", async () => {
  const given = await givenInstallation();
  const counted = () => given.services.store.read.selectFrom("sign_in_tries").selectAll().execute();
  await allowed(given, 3, () => LENA);
  expect(await counted()).toHaveLength(2);
  expect(JSON.stringify(await counted())).not.toMatch(/lena|192/);
  given.clock.move({ minutes: 15 });
  await countSignIn(given.services, { ...LENA, email: "other@example.com", address: "192.0.2.2" });
  expect(await counted()).toHaveLength(2);
});
