import { expect, test } from "vitest";
import type { Answer, CallOptions } from "#test/given.ts";
import { givenProcesses, pick, slotsOf, tally } from "#test/race/processes.ts";

const HIGHEST_LIMIT = 5;

test("devices, the vendor and a new key that all come at once on two processes leave every number right", async () => {
  const { given, servers, expectNoTrouble } = await givenProcesses(2);
  const { key: firstKey, license } = await given.license({ activationLimit: HIGHEST_LIMIT });
  const token = await given.token("write");
  const ofLicense = `/api/v1/licenses/${license.id}`;
  const before = new Set((await given.eventRows()).map(({ id }) => id));

  let key = firstKey;
  let calls = 0;
  const oldKeys: string[] = [];
  const expected: string[] = [];
  const created: string[] = [];
  let ended = 0;

  /** Calls the processes in turn, and looks at the license's numbers as they stand when the answer has come. */
  async function call(method: string, path: string, options: CallOptions, statuses: readonly number[]) {
    const answer = await pick(servers, calls++).call(method, path, options);
    expect(statuses, `${method} ${path}: ${JSON.stringify(answer.body)}`).toContain(answer.status);
    const { counted, inUse } = await slotsOf(given, license.id);
    expect(counted).toBe(inUse);
    expect(inUse).toBeLessThanOrEqual(HIGHEST_LIMIT);
    return answer;
  }

  async function activate(): Promise<Answer & { licenseKey: string }> {
    const licenseKey = key;
    const answer = await call("POST", "/api/v1/license/activate", { body: { licenseKey } }, [201, 403, 404]);
    if (answer.status === 201) {
      const { license: told, instanceId } = answer.body;
      expect(told.activationUsage).toBeLessThanOrEqual(told.activationLimit);
      expect(told.licenseKey, "an old key activated").toBe(licenseKey);
      created.push(instanceId);
      expected.push("activation.created");
    }
    if (answer.status === 403) expected.push("activation.denied");
    return { ...answer, licenseKey };
  }

  async function comeAndGo(): Promise<void> {
    const { status, body, licenseKey } = await activate();
    if (status !== 201) return;
    const options = { body: { licenseKey, instanceId: body.instanceId } };
    const answer = await call("POST", "/api/v1/license/deactivate", options, [200, 404]);
    if (answer.status === 200) expected.push("activation.deactivated");
  }

  async function revokeOneTwice(): Promise<void> {
    const { body } = await call("GET", `${ofLicense}/activations`, { token }, [200]);
    const instanceId = body.items[0]?.instanceId;
    if (instanceId === undefined) return;
    const path = `${ofLicense}/activations/${instanceId}`;
    const answers = await Promise.all([1, 2].map(() => call("DELETE", path, { token }, [204, 404])));
    const revoked = answers.filter(({ status }) => status === 204);
    expect(revoked.length).toBeLessThanOrEqual(1);
    if (revoked.length === 1) expected.push("activation.revoked");
  }

  async function editLimit(): Promise<void> {
    const { headers, body } = await call("GET", ofLicense, { token }, [200]);
    const activationLimit = body.activationLimit === HIGHEST_LIMIT ? 2 : HIGHEST_LIMIT;
    const ifMatch = { "if-match": headers.get("etag") ?? "" };
    const answer = await call("PATCH", ofLicense, { token, headers: ifMatch, body: { activationLimit } }, [200, 412]);
    if (answer.status === 200) expected.push("license.edited");
  }

  async function changeKey(): Promise<void> {
    for (let device = 0; device < 4; device++) await activate();
    const old = key;
    const { body } = await call("POST", `${ofLicense}/regenerate`, { token }, [200]);
    expected.push("license.regenerated");
    key = body.licenseKey;
    oldKeys.push(old);
    await expectDead([old]);
  }

  async function expectDead(keys: readonly string[]): Promise<void> {
    for (const licenseKey of keys) {
      for (const server of servers) {
        const validated = await server.call("POST", "/api/v1/license/validate", { body: { licenseKey } });
        expect(validated).toMatchObject({ status: 404, body: { valid: false, code: "INVALID_KEY" } });
        const activated = await server.call("POST", "/api/v1/license/activate", { body: { licenseKey } });
        expect(activated).toMatchObject({ status: 404, body: { code: "LICENSE_NOT_FOUND" } });
      }
    }
  }

  await Promise.all([
    ...repeatedly(20, 6, activate),
    ...repeatedly(10, 4, comeAndGo),
    ...repeatedly(10, 2, revokeOneTwice),
    ...repeatedly(10, 2, editLimit),
    ...repeatedly(5, 1, changeKey),
  ]);

  const events = (await given.eventRows()).filter(({ id, type }) => !before.has(id) && type !== "token.created");
  expect(tally(events.map(({ type }) => type))).toEqual(tally(expected));
  const recorded = events.filter(({ type }) => type === "activation.created").map((event) => event.activation_id);
  expect(recorded.sort()).toEqual(created.sort());
  for (const { type, data } of events) {
    if (type === "license.regenerated") ended += JSON.parse(data).activationsEnded;
    if (type === "activation.deactivated" || type === "activation.revoked") ended += 1;
  }
  const inUse = created.length - ended;
  expect(await slotsOf(given, license.id)).toEqual({ counted: inUse, inUse });
  await expectDead(oldKeys);
  expectNoTrouble();
});

/** Starts so many workers at once; each does its work so many times, one after the other. */
function repeatedly(times: number, workers: number, work: () => Promise<unknown>): Promise<void>[] {
  return Array.from({ length: workers }, async () => {
    for (let time = 0; time < times; time++) await work();
  });
}
