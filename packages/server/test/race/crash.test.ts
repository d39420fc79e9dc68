import { join } from "node:path";
import { expect, test } from "vitest";
import { openInstallation } from "#app.ts";
import { inspectSqlite } from "#store/sqlite/inspect.ts";
import { givenDatabase } from "#test/database.ts";
import { type Answer, Given, givenSettings, TestClock } from "#test/given.ts";
import { type StartedProcess, startProcess } from "#test/process.ts";
import { slotsOf } from "#test/race/processes.ts";

const LIMIT = 60;
const STREAMS = 8;

test("what a killed server had answered is there when it starts again, and never more than the limit", async () => {
  const database = await givenDatabase();
  const { key, license } = await lookInto(database, (given) => given.license({ activationLimit: LIMIT }));
  const answered: string[] = [];

  for (const answersBeforeTheEnd of [3, 10, 1, 25, 6]) {
    const killed = await startProcess(database);
    answered.push(...(await activateAndKill(killed, key, answersBeforeTheEnd)));

    const restarted = await startProcess(database);
    for (const instanceId of answered) {
      const { body } = await post(restarted, "validate", { licenseKey: key, instanceId });
      expect(body).toMatchObject({ valid: true, code: "VALID" });
    }
    await restarted.kill("SIGTERM");
    const { counted, inUse } = await lookInto(database, (given) => slotsOf(given, license.id));
    expect(counted).toBe(inUse);
    expect(inUse).toBeGreaterThanOrEqual(answered.length);
    expect(inUse).toBeLessThanOrEqual(LIMIT);
  }

  const last = await startProcess(database);
  while ((await post(last, "activate", { licenseKey: key })).status === 201);
  await last.kill("SIGKILL");
  const slots = await lookInto(database, (given) => slotsOf(given, license.id));
  expect(slots).toEqual({ counted: LIMIT, inUse: LIMIT });
  if (database.KEYWRIGHT_DATA_DIR !== undefined)
    expect(inspectSqlite(join(database.KEYWRIGHT_DATA_DIR, "keywright.db")).damage).toEqual([]);
});

/** Lets several clients activate, each one device after the other, and kills the server in the middle of it. */
async function activateAndKill(server: StartedProcess, licenseKey: string, after: number): Promise<string[]> {
  const answered: string[] = [];
  let answers = 0;
  const stream = async (): Promise<void> => {
    for (;;) {
      const answer = await post(server, "activate", { licenseKey }).catch(() => null);
      // No answer: the server is gone, and nothing was promised.
      if (answer === null) return;
      expect([201, 403]).toContain(answer.status);
      if (answer.status === 201) answered.push(answer.body.instanceId);
      if (++answers === after) await server.kill("SIGKILL");
    }
  };
  await Promise.all(Array.from({ length: STREAMS }, stream));
  return answered;
}

async function post({ url }: StartedProcess, call: string, body: object): Promise<Pick<Answer, "status" | "body">> {
  const response = await fetch(`${url}/api/v1/license/${call}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  return { status: response.status, body: await response.json() };
}

/** Opens the installation for a moment only: while the test kept it open, a server that starts had nothing to recover. */
async function lookInto<T>(database: Record<string, string>, look: (given: Given) => Promise<T>): Promise<T> {
  const clock = new TestClock();
  const { services, close } = await openInstallation(await givenSettings(database), clock);
  try {
    return await look(new Given(services, clock));
  } finally {
    await close();
  }
}
