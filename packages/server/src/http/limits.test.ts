import { describe, expect, test } from "vitest";
import { type Answer, type GivenServer, givenServer } from "#test/given.ts";
import { givenThings, operationsOf } from "#test/hostile/operations.ts";

const limited = { KEYWRIGHT_RATE_LIMIT: "on" };
const path = "/api/v1/license/validate";

/** Asks so many times for what `ask` asks for. Answers the statuses. */
async function statuses(times: number, ask: (number: number) => Promise<Answer>): Promise<number[]> {
  const answers: number[] = [];
  for (let number = 0; number < times; number++) answers.push((await ask(number)).status);
  return answers;
}

function validate(server: GivenServer, licenseKey: string, token?: string, from?: string): Promise<Answer> {
  return server.call("POST", path, {
    body: { licenseKey },
    ...(token !== undefined && { token }),
    ...(from !== undefined && { headers: { "x-forwarded-for": from } }),
  });
}

describe("an address", () => {
  test("a thousand devices behind one address start up undisturbed", async () => {
    const server = await givenServer(limited);
    const { key } = await server.license();
    for (let wave = 0; wave < 20; wave++) {
      const answers = await Promise.all(Array.from({ length: 50 }, () => validate(server, key)));
      expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    }
  });

  test("whoever guesses keys is told to wait after a hundred tries, and stores nothing", async () => {
    const server = await givenServer(limited);
    const before = await server.stored();
    const answers = await statuses(120, (guess) => validate(server, `guess ${guess}`));
    expect(answers.indexOf(429)).toBe(100);
    expect(new Set(answers.slice(100))).toEqual(new Set([429]));
    expect(await server.stored()).toBe(before);
  });

  test("is told how long, and gets its answer when that is over", async () => {
    const server = await givenServer(limited);
    await statuses(100, () => validate(server, "guess"));
    const refused = await validate(server, "guess");
    expect(refused).toMatchObject({ status: 429, body: { code: "RATE_LIMITED" } });
    expect(refused.headers.get("retry-after")).toBe("60");
    server.clock.move({ seconds: 59 });
    const still = await validate(server, "guess");
    expect(still.headers.get("retry-after")).toBe("1");
    expect(still.body.detail).toBe("Too many requests. Try again in 1 second.");
    server.clock.move({ seconds: 1 });
    expect((await validate(server, "guess")).status).toBe(404);
  });

  // The second one is odd enough for the framework's road.
  test.each([path, `${path}?`])("are counted for who stands behind the proxy that is named: %s", async (asked) => {
    const server = await givenServer({ ...limited, KEYWRIGHT_TRUST_PROXY: "loopback, 10.0.0.0/8" });
    const guess = async (forwarded: string) =>
      (await server.call("POST", asked, { body: { licenseKey: "x" }, headers: { "x-forwarded-for": forwarded } }))
        .status;
    for (let tries = 0; tries < 100; tries++) await guess("203.0.113.7");
    expect(await guess("203.0.113.7")).toBe(429);
    // Whatever a guesser writes stands before what the proxies add, ours among them.
    expect(await guess("198.51.100.1, 203.0.113.7")).toBe(429);
    expect(await guess("203.0.113.7, 10.1.2.3")).toBe(429);
    expect(await guess("203.0.113.7, 198.51.100.1")).toBe(404);
  });

  test("are counted for who calls, whatever the call says, where no proxy is named", async () => {
    const server = await givenServer(limited);
    const answers = await statuses(101, (guess) => validate(server, "x", undefined, `203.0.113.${guess}`));
    expect(answers.at(-1)).toBe(429);
  });

  test("whoever guesses tokens is told to wait, too", async () => {
    const server = await givenServer(limited);
    const answers = await statuses(110, (guess) => server.call("GET", "/api/v1/orders", { token: `guess${guess}` }));
    expect(new Set(answers)).toEqual(new Set([401, 429]));
  });
});

describe("a key", () => {
  test("is answered so often, however it is typed and from wherever, and keeps no other waiting", async () => {
    const server = await givenServer({ ...limited, KEYWRIGHT_LIMIT_PER_KEY: "100", KEYWRIGHT_TRUST_PROXY: "loopback" });
    const [{ key }, other] = [await server.license(), await server.license()];
    const token = await server.token();
    const spellings = [key, key.toLowerCase(), ` ${key}`, key.replaceAll("-", " "), key.replaceAll("-", "")];
    const spelled = (call: number) => spellings[call % spellings.length] ?? key;
    const ask = (call: number) => validate(server, spelled(call), undefined, `203.0.113.${call}`);
    expect(new Set(await statuses(100, ask))).toEqual(new Set([200]));
    const refused = [
      ...(await Promise.all(spellings.map((spelling) => validate(server, spelling)))),
      await validate(server, key, token),
      await server.call("POST", "/license/activate", { body: { licenseKey: key } }),
      await server.call("POST", `${path}?`, { body: { licenseKey: key } }),
    ];
    for (const { status, headers } of refused) {
      expect(status).toBe(429);
      expect(headers.get("retry-after")).toBe("60");
    }
    expect((await validate(server, other.key)).status).toBe(200);
  });
});

describe("a token", () => {
  test("a server token is not limited by the address that it comes from", async () => {
    const server = await givenServer({ ...limited, KEYWRIGHT_LIMIT_PER_ADDRESS: "100" });
    const { key } = await server.license();
    for (const scope of ["license", "read"] as const) {
      const token = await server.token(scope);
      expect(new Set(await statuses(110, () => validate(server, key, token)))).toEqual(new Set([200]));
    }
  });

  test("whoever guesses keys with a token that was shipped is told to wait, at their own address", async () => {
    const server = await givenServer({ ...limited, KEYWRIGHT_TRUST_PROXY: "loopback" });
    const { key } = await server.license();
    const token = await server.token("license");
    const answers = await statuses(120, (guess) => validate(server, `guess ${guess}`, token, "203.0.113.7"));
    expect(answers.indexOf(429)).toBe(104);
    expect((await validate(server, key, token, "203.0.113.7")).status).toBe(429);
    // With and without the token, all the others go on.
    expect((await validate(server, key, token, "198.51.100.1")).status).toBe(200);
  });

  test("a system of the vendor's that passes on what others type pays for it with its token, not with its address", async () => {
    const server = await givenServer({ ...limited, KEYWRIGHT_LIMIT_PER_TOKEN: "3000" });
    const token = await server.token("read");
    const answers = await statuses(99, () => validate(server, "nothing", token));
    expect(new Set(answers)).toEqual(new Set([404]));
    expect((await server.call("GET", "/api/v1/orders", { token })).status).toBe(200);
    await statuses(5, () => validate(server, "nothing", token));
    expect((await server.call("GET", "/api/v1/orders", { token })).status).toBe(429);
    expect((await validate(server, "nothing")).status).toBe(404);
  });

  test("that is used up keeps nobody out of the License API: their addresses pay, as without a token", async () => {
    const server = await givenServer({
      ...{ ...limited, KEYWRIGHT_TRUST_PROXY: "loopback" },
      ...{ KEYWRIGHT_LIMIT_PER_TOKEN: "100", KEYWRIGHT_LIMIT_PER_ADDRESS: "100" },
    });
    const { key } = await server.license();
    const token = await server.token("license");
    const answers = await statuses(201, () => validate(server, key, token, "203.0.113.7"));
    expect(answers.indexOf(429)).toBe(200);
    expect((await validate(server, key, token, "198.51.100.1")).status).toBe(200);
  });

  test("calls the Management API so often, and users who are signed in as often as they like", async () => {
    const server = await givenServer({ ...limited, KEYWRIGHT_LIMIT_PER_TOKEN: "100" });
    const [token, other] = [await server.token(), await server.token()];
    const answers = await statuses(101, () => server.call("GET", "/api/v1/products", { token }));
    expect(answers.indexOf(429)).toBe(100);
    expect((await server.call("GET", "/api/v1/products", { token: other })).status).toBe(200);
    const headers = await server.signIn();
    expect(new Set(await statuses(110, () => server.call("GET", "/api/v1/products", { headers })))).toEqual(
      new Set([200]),
    );
  });
});

describe("every operation", () => {
  test("of somebody who has nothing left tells them when to come back", async () => {
    const server = await givenServer({
      ...{ ...limited, KEYWRIGHT_LIMIT_PER_ADDRESS: "100", KEYWRIGHT_LIMIT_PER_TOKEN: "100" },
      ...{ STRIPE_WEBHOOK_SECRET: "whsec_x", PADDLE_WEBHOOK_SECRET: "x", LEMON_SQUEEZY_WEBHOOK_SECRET: "x" },
    });
    const things = await givenThings(server, await server.token());
    const operations = await operationsOf(server);
    const token = await server.token();
    await statuses(100, () => server.call("GET", "/api/v1/products", { token }));
    await statuses(100, () => server.call("GET", "/api/v1/setup"));

    const addressed = operations.map(({ id, method, path }) => ({
      ...{ id, method },
      path: path.replace(/\{(\w+)\}/g, (_, name) => String(things[name as keyof typeof things] ?? "x")),
    }));
    const hidden = [
      ...["stripe", "paddle", "lemon-squeezy"].map((name) => `/hooks/${name}`),
      ...["sign-in/email", "sign-out", "change-password", "revoke-session", "request-password-reset", "reset-password"]
        // The tries to sign in are counted besides.
        .map((name) => `/api/auth/${name}`),
    ].map((path) => ({ id: path, method: "POST", path }));
    const never = new Set(["health", "readiness"]);
    const told = [];
    for (const { id, method, path } of [...addressed, ...hidden]) {
      if (never.has(id)) continue;
      const hasToken = operations.some((operation) => operation.id === id && operation.needsToken);
      for (const bearer of hasToken ? [undefined, token] : [undefined]) {
        const answer = await server.call(method, path, {
          ...(bearer !== undefined && { token: bearer }),
          ...(method !== "GET" && { body: { licenseKey: "x" } }),
        });
        told.push([id, bearer !== undefined, answer.status, answer.body.code, answer.headers.get("retry-after")]);
      }
    }
    expect(told.length).toBeGreaterThan(100);
    expect(told.filter(([, , ...rest]) => JSON.stringify(rest) !== '[429,"RATE_LIMITED","60"]')).toEqual([]);
  });
});
