import { describe, expect, test } from "vitest";
import type { CallOptions } from "#test/given.ts";
import { atOnce, givenProcesses, slotsOf, tally } from "#test/race/processes.ts";

const CALLS = 60;

describe.each([{ processes: 1 }, { processes: 2 }])("on $processes process(es)", ({ processes }) => {
  test("a device that asks many times at once takes one slot", async () => {
    await expectOneActivation(processes, (licenseKey) => ({ body: { licenseKey, fingerprint: "the same device" } }));
  });

  test("calls that repeat an Idempotency-Key at once take one slot", async () => {
    await expectOneActivation(processes, (licenseKey) => ({
      body: { licenseKey },
      headers: { "idempotency-key": "the same call" },
    }));
  });
});

async function expectOneActivation(processes: number, callOf: (licenseKey: string) => CallOptions): Promise<void> {
  const { given, servers, expectNoTrouble } = await givenProcesses(processes);
  const { key, license } = await given.license({ activationLimit: 3 });

  const answers = await atOnce(CALLS, servers, (server) => server.call("POST", "/license/activate", callOf(key)));

  expect(tally(answers.map(({ status }) => status))).toEqual({ 201: 1, 200: CALLS - 1 });
  expect(new Set(answers.map(({ body }) => body.instanceId)).size).toBe(1);
  expect(await slotsOf(given, license.id)).toEqual({ counted: 1, inUse: 1 });
  expect(tally(await given.events())["activation.created"]).toBe(1);
  expectNoTrouble();
}
