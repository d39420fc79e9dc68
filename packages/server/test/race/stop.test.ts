import { once } from "node:events";
import { Agent, type IncomingMessage, request } from "node:http";
import { json } from "node:stream/consumers";
import { expect, test } from "vitest";
import { givenDatabase } from "#test/database.ts";
import { GivenServer, givenInstallation } from "#test/given.ts";
import { startProcess } from "#test/process.ts";

// Windows has no signal that asks a process to stop.
const testOnUnix = test.skipIf(process.platform === "win32");

testOnUnix("a server that is told to stop answers what runs, writes what it has seen, and ends well", async () => {
  const database = await givenDatabase();
  const given = await givenInstallation(database);
  const { key } = await given.license();
  const stopped = await startProcess(database);
  const server = new GivenServer(given.services, given.clock, stopped.url);
  const activate = () => server.call("POST", "/license/activate", { body: { licenseKey: key } });
  const instanceIds = await Promise.all(Array.from({ length: 5 }, async () => (await activate()).body.instanceId));
  await forgetWhenSeen();

  // One device is seen while the server stops: its request has begun, and its body comes after the signal.
  const [last, ...others] = instanceIds;
  for (const instanceId of others) {
    await server.call("POST", "/license/validate", { body: { licenseKey: key, instanceId } });
  }
  const running = request(`${stopped.url}/license/validate`, {
    method: "POST",
    agent: new Agent({ keepAlive: true }),
    headers: { "content-type": "application/json", expect: "100-continue" },
  });
  running.flushHeaders();
  await once(running, "continue");
  const gone = stopped.kill("SIGTERM");
  await stopped.says("SIGTERM: finishing what runs");
  running.end(JSON.stringify({ licenseKey: key, instanceId: last }));

  const [answer] = (await once(running, "response")) as [IncomingMessage];
  expect(answer.statusCode).toBe(200);
  expect(answer.headers.connection).toBe("close");
  expect(await json(answer)).toMatchObject({ valid: true, code: "VALID" });
  expect(await gone).toBe(0);
  expect(await seen()).toEqual(instanceIds.sort());

  /** Sets every last-seen time back to 1970, so that a new one is told from it whatever the clock says. */
  function forgetWhenSeen() {
    return given.services.store.transaction(async (tx) => ({
      end: "commit",
      value: await tx.updateTable("activations").set({ last_seen_at: 0 }).execute(),
    }));
  }

  async function seen(): Promise<string[]> {
    const rows = await given.services.store.read
      .selectFrom("activations")
      .select("id")
      .where("last_seen_at", ">", 0)
      .orderBy("id")
      .execute();
    return rows.map(({ id }) => id);
  }
});

testOnUnix("a request that does not come to its end does not keep a server from leaving", async () => {
  const stopped = await startProcess(await givenDatabase());
  const endless = request(`${stopped.url}/license/validate`, {
    method: "POST",
    headers: { "content-type": "application/json", "content-length": "100", expect: "100-continue" },
  });
  const ended = once(endless, "error");
  endless.flushHeaders();
  await once(endless, "continue");
  endless.write("{");

  expect(await stopped.kill("SIGTERM")).toBe(0);
  await ended;
});
