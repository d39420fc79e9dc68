import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { expect, test } from "vitest";
import { givenDatabase } from "#test/database.ts";
import { cookieOf, type Given, GivenServer, givenInstallation, OWNER } from "#test/given.ts";
import { runCommand, startProcess } from "#test/process.ts";
import { tally } from "#test/race/processes.ts";
import { cleanEnvironment, MAIN } from "#test/server-process.ts";

const FORMER = "the former secret, which is long enough";
const LATTER = "the latter secret, which is long enough";
/** More than are sealed anew in one transaction. */
const SOLD_BEFORE = 120;

test("while the secret is changed, applications, a shop and a person notice nothing, whichever process they are served by", async () => {
  const { KEYWRIGHT_SECRET = FORMER, ...database } = await givenDatabase();
  const former = { ...database, KEYWRIGHT_SECRET };
  const both = { ...database, KEYWRIGHT_SECRET: LATTER, KEYWRIGHT_SECRET_PREVIOUS: KEYWRIGHT_SECRET };
  const latter = { ...database, KEYWRIGHT_SECRET: LATTER };
  const given = await givenInstallation(former);
  const token = await given.token("write");
  const { id: planId } = await given.plan();
  const servers = new Servers(given);
  await servers.replace(0, former);
  await servers.replace(1, former);

  const keys: string[] = [];
  const sell = async (server: GivenServer) => {
    const body = { planId, customer: { email: "a@example.com" } };
    const answer = await server.call("POST", "/api/v1/orders", { token, body });
    if (answer.status === 201) keys.push(answer.body.license.licenseKey);
    return answer.status;
  };
  for (let number = 0; number < SOLD_BEFORE; number++) await servers.use((server) => sell(server));
  const cookie = await servers.use(async (server) => (await server.signIn()).cookie);

  let isOver = false;
  let isSignedIn = true;
  const seen: string[] = [];
  const instances = new Map<string, string>();
  const traffic = async (number: number): Promise<void> => {
    const post = (path: string, body: object) => servers.use((server) => server.call("POST", path, { body }));
    for (let turn = number; !isOver; turn++) {
      const licenseKey = keys[(turn * 7) % keys.length] ?? "";
      if (turn % 8 === 0) seen.push(`sells ${await servers.use(sell)}`);
      else if (turn % 8 === 1) {
        const { status, body } = await post("/license/activate", { licenseKey, fingerprint: "one device" });
        const same = (instances.get(licenseKey) ?? body.instanceId) === body.instanceId;
        instances.set(licenseKey, body.instanceId);
        seen.push(`activates ${status < 300} ${same}`);
      } else if (turn % 8 === 2) {
        const { status } = await post("/license/validate", { licenseKey: `${licenseKey.slice(0, -8)}AAAAAAAA` });
        seen.push(`guesses ${status}`);
      } else if (turn % 8 === 3 && isSignedIn) {
        const { status } = await servers.use((server) => server.call("GET", "/api/v1/me", { headers: { cookie } }));
        seen.push(`is signed in ${status}`);
      } else {
        const { status, body } = await post("/license/validate", { licenseKey });
        seen.push(`validates ${status} ${body.code}`);
      }
    }
  };
  const callers = Promise.all([0, 1, 4].map(traffic));

  await servers.replace(0, both);
  await servers.replace(1, both);
  expect(await killedRotation(both)).toBe("SIGKILL");
  expect(await runCommand(["secret", "rotate"], both)).toMatchObject({
    status: 0,
    stderr: expect.stringMatching(/^(Sealing [a-z -]+\n){3}Everything is sealed with the new secret\.\n/),
  });
  isSignedIn = false;
  await servers.replace(0, latter);
  await servers.replace(1, latter);
  isOver = true;
  await callers;

  expect(Object.keys(tally(seen)).sort()).toEqual([
    ...["activates true true", "guesses 404", "is signed in 200", "sells 201", "validates 200 VALID"],
  ]);
  for (const licenseKey of keys) {
    const { body } = await servers.use((server) => server.call("POST", "/license/validate", { body: { licenseKey } }));
    expect(body).toMatchObject({ valid: true });
  }
  const again = await servers.use((server) =>
    server.call("POST", "/api/auth/sign-in/email", { body: { email: OWNER.email, password: OWNER.password } }),
  );
  expect(again.status).toBe(200);
  expect(cookieOf(again)).not.toBe("");
  const events = await servers.use((server) => server.call("GET", "/api/v1/events?type=secret", { token }));
  expect(events.body.items).toMatchObject([{ type: "secret.rotated", actor: { kind: "operator" } }]);
  servers.expectNoTrouble();
});

/** Starts a change of the secret, and kills it when it has begun. Answers what it ended by. */
async function killedRotation(environment: Record<string, string>): Promise<NodeJS.Signals | null> {
  const child = spawn(process.execPath, [MAIN, "secret", "rotate"], {
    env: cleanEnvironment(environment),
    stdio: ["ignore", "ignore", "pipe"],
  });
  const gone = once(child, "close");
  createInterface({ input: child.stderr }).on("line", () => child.kill("SIGKILL"));
  return (await gone)[1];
}

/** Two places for servers, of which one at a time is started anew, as on an upgrade: nobody is sent to it meanwhile. */
class Servers {
  readonly #given: Given;
  readonly #places: (Place | undefined)[] = [];
  readonly #said: (readonly string[])[] = [];
  #turn = 0;

  constructor(given: Given) {
    this.#given = given;
  }

  async replace(number: number, environment: Record<string, string>): Promise<void> {
    const former = this.#places[number];
    delete this.#places[number];
    await Promise.all(former?.calls ?? []);
    await former?.end();
    const started = await startProcess(environment);
    this.#said.push(started.said);
    this.#places[number] = {
      server: new GivenServer(this.#given.services, this.#given.clock, started.url),
      calls: new Set(),
      end: () => started.kill("SIGTERM"),
    };
  }

  /** Lets one of them be called, each in its turn. */
  async use<T>(call: (server: GivenServer) => Promise<T>): Promise<T> {
    const serving = this.#places.filter((place) => place !== undefined);
    const place = serving[this.#turn++ % serving.length];
    if (place === undefined) throw new Error("no server serves");
    const asked = call(place.server);
    place.calls.add(asked);
    return asked.finally(() => place.calls.delete(asked));
  }

  /** Fails when a process has logged an error or a warning. */
  expectNoTrouble(): void {
    for (const said of this.#said) expect(said.filter((line) => line.startsWith("{"))).toEqual([]);
  }
}

interface Place {
  readonly server: GivenServer;
  readonly calls: Set<Promise<unknown>>;
  end(): Promise<unknown>;
}
