import { expect, test } from "vitest";
import { atOnce, givenProcesses } from "#test/race/processes.ts";

test("changes of a license that come at once are on record with times in the order in which they happened", async () => {
  const { given, servers, expectNoTrouble } = await givenProcesses(2);
  const { key } = await given.license();

  await atOnce(100, servers, (server) => server.call("POST", "/license/activate", { body: { licenseKey: key } }));

  const created = (await given.eventRows()).filter(({ type }) => type === "activation.created");
  // Each tells how many there were with it. Within a millisecond, the two processes may be in any order.
  const byUse = created.map(({ at, data }) => ({ at, use: JSON.parse(data).activationUsage }));
  byUse.sort((one, other) => one.use - other.use);
  expect(byUse.map(({ use }) => use)).toEqual(created.map((_, index) => index + 1));
  expect(byUse.map(({ at }) => at)).toEqual(byUse.map(({ at }) => at).sort((one, other) => one - other));
  expectNoTrouble();
});
