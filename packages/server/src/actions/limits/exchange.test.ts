import { expect, test } from "vitest";
import { exchangeReadings } from "#actions/limits/exchange.ts";
import { limitUse } from "#http/limits.ts";
import { type Given, givenInstallation } from "#test/given.ts";

const ALLOWANCES = { address: 3_000, key: 6_000, token: 60_000 };

/** Processes that count for themselves, on one database. */
function processes<const Names extends readonly string[]>({ services }: Given, ...names: Names) {
  const all = names.map((name) => {
    const limits = limitUse(ALLOWANCES, services.clock, services.vault);
    return { ...limits, exchange: () => exchangeReadings(services, limits.meters, name) };
  });
  return all as unknown as { [Index in keyof Names]: (typeof all)[number] };
}

function written({ services }: Given) {
  return services.store.read.selectFrom("use_readings").selectAll().execute();
}

test("as long as nobody uses much, nothing is written", async () => {
  const given = await givenInstallation();
  const [one] = processes(given, "one");
  for (let device = 0; device < 150; device++) one.address.take("203.0.113.7", 1);
  for (let device = 0; device < 300; device++) one.key.take("DEMO-KEY", 1);
  for (let call = 0; call < 3_000; call++) one.token.take("token", 1);
  await one.exchange();
  expect(await written(given)).toEqual([]);
});

test("what an address, a key or a token has used up in one process, it has used up in all", async () => {
  const given = await givenInstallation();
  const [one, other] = processes(given, "one", "other");
  one.address.charge("203.0.113.7", 3_000);
  one.key.charge("DEMO-KEY", 6_000);
  one.token.charge("token", 60_000);
  await one.exchange();
  await other.exchange();
  for (const refusal of [
    other.address.take("203.0.113.7", 1),
    other.key.take("DEMO-KEY", 1),
    other.token.take("token", 1),
  ])
    expect(refusal).toMatchObject({ refusal: "RATE_LIMITED", retryAfterSeconds: 60 });
  for (const granted of [
    other.address.take("203.0.113.8", 1),
    other.key.take("203.0.113.7", 1),
    other.token.take("another", 1),
  ])
    expect(granted).toBeNull();
});

test("what several processes count adds up, and is counted once, however often they tell each other", async () => {
  const given = await givenInstallation();
  const [one, other, third] = processes(given, "one", "other", "third");
  for (let round = 0; round < 5; round++) {
    one.address.charge("203.0.113.7", 200);
    other.address.charge("203.0.113.7", 399);
    for (const each of [one, other, third, one, other, third]) await each.exchange();
  }
  for (const each of [one, other, third]) expect(each.address.take("203.0.113.7", 0)).toBeNull();
  one.address.charge("203.0.113.7", 5);
  for (const each of [one, other, third, one, other, third]) await each.exchange();
  for (const each of [one, other, third]) expect(each.address.take("203.0.113.7", 0)).not.toBeNull();
});

test("a new minute begins anew for all, and what was written of the last one goes", async () => {
  const given = await givenInstallation();
  const [one, other] = processes(given, "one", "other");
  one.address.charge("203.0.113.7", 3_000);
  one.address.charge("203.0.113.8", 3_000);
  await one.exchange();
  given.clock.move({ minutes: 1 });
  await other.exchange();
  expect(other.address.take("203.0.113.7", 1)).toBeNull();
  expect(one.address.take("203.0.113.7", 1)).toBeNull();
  other.address.charge("203.0.113.9", 3_000);
  await other.exchange();
  expect(await written(given)).toMatchObject([{ process: "other", points: 3_000 }]);
});

test("what is written names no address and no key", async () => {
  const given = await givenInstallation();
  const [one] = processes(given, "one");
  one.address.charge("203.0.113.7", 3_000);
  one.key.charge("DEMO-KEY", 6_000);
  await one.exchange();
  const rows = JSON.stringify(await written(given));
  expect(rows).toMatch(/"meter":"address".*"meter":"key"|"meter":"key".*"meter":"address"/);
  for (const name of ["203.0.113", "DEMO"]) expect(rows).not.toContain(name);
});

test("a database that can't be written to keeps nobody from hearing, and what could not be told is told later", async () => {
  const given = await givenInstallation();
  const [one, other] = processes(given, "one", "other");
  one.address.charge("203.0.113.7", 3_000);
  await one.exchange();
  const full = { ...given.services.store, transaction: async () => Promise.reject(new Error("the disk is full")) };
  other.address.charge("203.0.113.8", 3_000);
  await expect(exchangeReadings({ ...given.services, store: full }, other.meters, "other")).rejects.toThrow("full");
  expect(other.address.take("203.0.113.7", 1)).not.toBeNull();
  await other.exchange();
  await one.exchange();
  expect(one.address.take("203.0.113.8", 1)).not.toBeNull();
});
