import { VERDICT_CODES, VERDICTS, type VerdictCode } from "@keywright/contract/codes";
import { expect, test } from "vitest";
import { SAMPLE_ID, SAMPLE_KEY } from "#http/reference/example/samples.ts";
import { DETAILS } from "#http/reference/example/verdicts.ts";
import { givenServer } from "#test/given.ts";

test("the server answers each verdict as the reference says", async () => {
  const server = await givenServer();
  const license = await server.license({ expiry: { value: 1, unit: "days", from: "purchase" }, graceDays: 1 });
  const licenseKey = license.key;
  const { body: activated } = await server.call("POST", "/api/v1/license/activate", { body: { licenseKey } });
  const ended = await server.license();
  await server.call("POST", `/api/v1/licenses/${ended.license.id}/deactivate`, { token: await server.token() });
  const waiting = await server.license();
  await server.call("POST", `/api/v1/licenses/${waiting.license.id}/suspend`, { token: await server.token() });

  const answered = new Map<VerdictCode, unknown>();
  async function validate(body: object): Promise<void> {
    const answer = await server.call("POST", "/api/v1/license/validate", { body });
    const { code, valid, detail } = answer.body;
    answered.set(code, { status: answer.status, valid, detail });
  }
  await validate({ licenseKey, instanceId: activated.instanceId });
  await validate({ licenseKey, productIdentifier: "another" });
  await validate({ licenseKey, fingerprint: "another" });
  await validate({ licenseKey, instanceId: SAMPLE_ID });
  await validate({ licenseKey: SAMPLE_KEY });
  await validate({ licenseKey: ended.key });
  await validate({ licenseKey: waiting.key });
  server.clock.move({ days: 1 });
  await validate({ licenseKey });
  server.clock.move({ days: 1 });
  await validate({ licenseKey });

  expect([...answered.keys()].sort()).toEqual([...VERDICT_CODES].sort());
  for (const code of VERDICT_CODES) {
    const { status, valid } = VERDICTS[code];
    expect(answered.get(code)).toEqual({ status, valid, detail: DETAILS[code] });
  }
});
