import { expect, test } from "vitest";
import { checkRecord } from "#actions/record/check.ts";
import { createApp, openInstallation } from "#app.ts";
import { Given, givenSettings, TestClock } from "#test/given.ts";

test("a server signs what was recorded before it serves, and when it stops, what it has recorded itself", async () => {
  const settings = await givenSettings();
  const clock = new TestClock();
  const app = await createApp(settings, clock);
  const given = new Given(app.services, clock);
  await given.license();
  await app.close();
  const { services, close } = await openInstallation(settings, clock);
  const signed = await checkRecord(services);
  expect(signed).toMatchObject({ faults: [], events: 5, unsigned: 0 });
  await new Given(services, clock).token();
  expect(await checkRecord(services)).toMatchObject({ unsigned: 1 });
  await close();

  const next = await createApp(settings, clock);
  await expect
    .poll(() => checkRecord(next.services))
    .toMatchObject({ faults: [], unsigned: 0, checkpoints: signed.checkpoints + 1 });
  await next.close();
});
