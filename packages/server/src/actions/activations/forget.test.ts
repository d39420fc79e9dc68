import { expect, test } from "vitest";
import { activate } from "#actions/activations/activate.ts";
import { deactivate } from "#actions/activations/deactivate.ts";
import { forgetOld } from "#actions/activations/forget.ts";
import { checkRecord } from "#actions/record/check.ts";
import { signRecord } from "#actions/record/sign.ts";
import { APPLICATION, givenInstallation, givenServer, taken } from "#test/given.ts";

const ALWAYS = () => true;
const REST = { metadata: { os: "macOS" }, customerId: null, productIdentifier: null, idempotencyKey: null };

test("what an ended device was called is forgotten after so many days, in the record, too; one in use keeps its name", async () => {
  const given = await givenInstallation({ KEYWRIGHT_DEVICE_DATA_DAYS: "30" });
  const { key: licenseKey } = await given.license();
  const device = async (name: string) =>
    taken(await activate(given.as(APPLICATION), { licenseKey, name, fingerprint: `${name} hw`, ...REST })).activation
      .id;
  const ended = await device("ended");
  const kept = await device("kept");
  given.clock.move({ days: 10 });
  taken(await deactivate(given.as(APPLICATION), { licenseKey, instanceId: ended }));
  await signRecord(given.services);
  const names = async () => ({
    activations: await given.services.store.read
      .selectFrom("activations")
      .select(["name", "fingerprint", "metadata"])
      .orderBy("id")
      .execute(),
    record: (await given.eventRows())
      .filter(({ noun }) => noun === "activation")
      .map(({ data }) => JSON.parse(data).name),
  });

  given.clock.move({ days: 19, hours: 23 });
  await forgetOld(given.services, ALWAYS);
  const whole = [
    { name: "ended", fingerprint: "ended hw", metadata: '{"os":"macOS"}' },
    { name: "kept", fingerprint: "kept hw", metadata: '{"os":"macOS"}' },
  ];
  expect(await names()).toEqual({ activations: whole, record: ["ended", "kept", "ended"] });

  // The events of the beginning are old now, its end is not.
  given.clock.move({ hours: 2 });
  await forgetOld(given.services, ALWAYS);
  expect(await names()).toEqual({ activations: whole, record: [null, null, "ended"] });

  given.clock.move({ days: 10 });
  await forgetOld(given.services, ALWAYS);
  const bare = { name: null, fingerprint: null, metadata: "{}" };
  expect(await names()).toEqual({ activations: [bare, whole[1]], record: [null, null, null] });
  expect(await checkRecord(given.services)).toMatchObject({ faults: [], erased: 3 });
  // The device that goes on is known as before.
  expect(await device("kept")).toBe(kept);
});

test("from where somebody signed in is forgotten as well, and they stay signed in", async () => {
  const server = await givenServer({ KEYWRIGHT_DEVICE_DATA_DAYS: "1" });
  const headers = await server.signIn();
  const sessions = () =>
    server.services.store.read.selectFrom("sessions").select(["ip_address", "user_agent", "updated_at"]).execute();
  const [before] = await sessions();
  expect(before).toMatchObject({ ip_address: expect.any(String), user_agent: expect.any(String) });
  // The library has its own clock, which is the machine's.
  server.clock.set(Temporal.Instant.fromEpochMilliseconds(before?.updated_at ?? 0).toString());
  server.clock.move({ days: 1, minutes: 1 });
  await forgetOld(server.services, ALWAYS);
  expect(await sessions()).toMatchObject([{ ip_address: null, user_agent: null }]);
  expect(await server.call("GET", "/api/v1/me", { headers })).toMatchObject({ status: 200 });
});
