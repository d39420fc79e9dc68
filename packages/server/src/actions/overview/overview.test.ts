import { expect, test } from "vitest";
import { activate } from "#actions/activations/activate.ts";
import { deactivateLicense } from "#actions/licenses/deactivate.ts";
import { validate } from "#actions/licenses/validate.ts";
import { getOverview } from "#actions/overview/get.ts";
import { writeStamps } from "#actions/stamps/write.ts";
import { APPLICATION, type Given, givenInstallation, taken } from "#test/given.ts";

async function overview(given: Given, days = 30) {
  return taken(await getOverview(given.withScope("read"), days));
}

async function activateOn(given: Given, licenseKey: string, fingerprint: string | null) {
  const device = { name: null, metadata: {}, customerId: null, productIdentifier: null, idempotencyKey: null };
  return activate(given.as(APPLICATION), { ...device, licenseKey, fingerprint });
}

test("a new installation has nothing but steps to do, and each is ticked once it is done", async () => {
  const given = await givenInstallation();
  const steps = async () => {
    const { checklist } = await overview(given);
    return Object.entries(checklist).flatMap(([step, isDone]) => (isDone ? [step] : []));
  };
  const empty = await overview(given);
  expect(empty).toMatchObject({ activeLicenses: 0, activeLicensesBefore: 0, inGrace: 0, validationsBefore: 0 });
  expect(empty).toMatchObject({ expiringSoonCount: 0, expiringSoon: [], suspicious: [] });
  expect(await steps()).toEqual([]);
  await given.plan(null);
  expect(await steps()).toEqual(["product"]);
  await given.plan();
  expect(await steps()).toEqual(["product", "plan"]);
  const { key } = await given.license();
  expect(await steps()).toEqual(["product", "plan", "order"]);
  taken(await activateOn(given, key, null));
  expect(await steps()).toEqual(["product", "plan", "order", "activation"]);
});

test("licenses are counted as they stand now and as they stood when the days began", async () => {
  const given = await givenInstallation();
  const term = (value: number, graceDays = 0) => ({
    expiry: { value, unit: "days", from: "purchase" } as const,
    graceDays,
  });
  await given.license();
  await given.license(term(5, 30));
  const ended = await given.license();
  const counts = async (days = 10) => {
    const { activeLicenses, activeLicensesBefore, inGrace } = await overview(given, days);
    return { activeLicenses, activeLicensesBefore, inGrace };
  };
  expect(await counts()).toEqual({ activeLicenses: 3, activeLicensesBefore: 0, inGrace: 0 });
  given.clock.move({ days: 4 });
  await given.license(term(3));
  await given.license();
  given.clock.move({ days: 4 });
  taken(await deactivateLicense(given.withScope("write"), { id: ended.license.id, expected: null }));
  expect(await counts(3)).toEqual({ activeLicenses: 2, activeLicensesBefore: 4, inGrace: 1 });
  expect(await counts(8)).toEqual({ activeLicenses: 2, activeLicensesBefore: 3, inGrace: 1 });
});

test("activations, denials and validations are told for every day in UTC, today and quiet days included", async () => {
  const given = await givenInstallation();
  const { key } = await given.license({ activationLimit: 1 });
  const ask = () =>
    validate(given.as(APPLICATION), { licenseKey: key, instanceId: null, fingerprint: null, productIdentifier: null });
  await ask();
  given.clock.move({ days: 2 });
  taken(await activateOn(given, key, "a"));
  await ask();
  await ask();
  given.clock.move({ days: 2 });
  await activateOn(given, key, "b");
  await writeStamps(given.services);

  const { days, validationsBefore } = await overview(given, 3);
  expect(days).toEqual([
    { day: "2026-03-12", validations: 2, activated: 1, denied: 0 },
    { day: "2026-03-13", validations: 0, activated: 0, denied: 0 },
    { day: "2026-03-14", validations: 0, activated: 0, denied: 1 },
  ]);
  expect(validationsBefore).toBe(1);
});

test("the licenses that expire within 30 days are counted, and the first ten of them told, the soonest first", async () => {
  const given = await givenInstallation();
  const expiry = (value: number) => ({ expiry: { value, unit: "days", from: "purchase" } as const });
  const later = await given.license(expiry(31));
  const last = await given.license(expiry(30));
  const deactivated = await given.license(expiry(2));
  taken(await deactivateLicense(given.withScope("write"), { id: deactivated.license.id, expected: null }));
  const first = await given.license(expiry(1));
  const soon = await overview(given);
  expect(soon.expiringSoonCount).toBe(2);
  expect(soon.expiringSoon.map(({ license }) => license.id)).toEqual([first.license.id, last.license.id]);
  given.clock.move({ days: 1 });
  expect((await overview(given)).expiringSoon.map(({ license }) => license.id)).toEqual([
    last.license.id,
    later.license.id,
  ]);
});

test("a key that is denied again and again deserves a look, for a week after", async () => {
  const given = await givenInstallation();
  const { license, key } = await given.license({ activationLimit: 1 });
  taken(await activateOn(given, key, "mine"));
  for (let count = 0; count < 4; count++) await activateOn(given, key, `other-${count}`);
  expect((await overview(given)).suspicious).toEqual([]);
  given.clock.move({ days: 1 });
  await activateOn(given, key, "other");
  const [suspicious] = (await overview(given)).suspicious;
  expect(suspicious).toMatchObject({ license: { license: { id: license.id } }, denied: 5, devices: 0 });
  expect(suspicious?.since.toString()).toBe("2026-03-10T09:30:00Z");
  given.clock.move({ days: 7 });
  expect((await overview(given)).suspicious).toEqual([]);
});

test("a key that wanders over many more devices than its limit deserves a look, one without a limit does not", async () => {
  const given = await givenInstallation();
  const freed = { activationLimit: 2, releaseAfterDays: 1 };
  const [wandering, unlimited, steady] = [
    await given.license(freed),
    await given.license(),
    await given.license(freed),
  ];
  for (let day = 0; day < 4; day++) {
    for (const place of ["home", "work"]) {
      taken(await activateOn(given, wandering.key, `${place} ${day}`));
      taken(await activateOn(given, unlimited.key, `${place} ${day}`));
      taken(await activateOn(given, steady.key, place));
    }
    given.clock.move({ days: 1 });
  }
  const { suspicious } = await overview(given);
  expect(suspicious).toMatchObject([{ license: { license: { id: wandering.license.id } }, denied: 0, devices: 8 }]);
});
