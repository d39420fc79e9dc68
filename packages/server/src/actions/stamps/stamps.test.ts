import { expect, test } from "vitest";
import { validate } from "#actions/licenses/validate.ts";
import { writeStamps } from "#actions/stamps/write.ts";
import { authenticate } from "#actions/tokens/authenticate.ts";
import { listAllTokens } from "#actions/tokens/list.ts";
import { APPLICATION, type Given, givenInstallation, taken } from "#test/given.ts";

const device = { instanceId: null, fingerprint: null, productIdentifier: null };

async function lastUsed(given: Given): Promise<string | undefined> {
  const { items } = taken(await listAllTokens(given.withScope("admin"), { limit: 10, before: null }));
  return items[0]?.lastUsedAt?.toString();
}

async function validations(given: Given) {
  return given.services.store.read.selectFrom("usage_days").selectAll().orderBy("day").execute();
}

test("a token's last use is told once it is written, without an event, and never moves back", async () => {
  const given = await givenInstallation();
  const token = await given.token("read");
  const before = await given.stored();
  expect(await lastUsed(given)).toBeUndefined();
  await authenticate(given.services, token);
  await writeStamps(given.services);
  expect(await lastUsed(given)).toBe("2026-03-10T09:30:00Z");

  given.clock.move({ days: -1 });
  await authenticate(given.services, token);
  await writeStamps(given.services);
  expect(await lastUsed(given)).toBe("2026-03-10T09:30:00Z");
  expect(await given.stored()).toBe(before);
});

test("validations are counted by day in UTC, those of unknown keys are not", async () => {
  const given = await givenInstallation();
  const { key } = await given.license();
  const context = given.as(APPLICATION);
  given.clock.set("2026-03-10T23:59:59Z");
  await validate(context, { ...device, licenseKey: key });
  await validate(context, { ...device, licenseKey: "nobody's" });
  await writeStamps(given.services);
  await validate(context, { ...device, licenseKey: key });
  given.clock.set("2026-03-11T00:00:00Z");
  await validate(context, { ...device, licenseKey: key });
  await writeStamps(given.services);
  expect(await validations(given)).toEqual([
    { day: "2026-03-10", validations: 2 },
    { day: "2026-03-11", validations: 1 },
  ]);
});

test("what can't be written is kept for the next time, and counted once", async () => {
  const given = await givenInstallation();
  const { key } = await given.license();
  await validate(given.as(APPLICATION), { ...device, licenseKey: key });
  const full = { ...given.services.store, transaction: async () => Promise.reject(new Error("the disk is full")) };
  await expect(writeStamps({ ...given.services, store: full })).rejects.toThrow("the disk is full");
  await validate(given.as(APPLICATION), { ...device, licenseKey: key });
  await writeStamps(given.services);
  await writeStamps(given.services);
  expect(await validations(given)).toEqual([{ day: "2026-03-10", validations: 2 }]);
});
