import { expect, test } from "vitest";
import type { GivenServer } from "#test/given.ts";
import { givenProcesses } from "#test/race/processes.ts";

/** Far fewer than the points that one process gives an address. */
const MOST_ASKED = 1_500;

test("whoever has used up their limit in one process is refused by the others, and told how long", async () => {
  const { servers, given, expectNoTrouble } = await givenProcesses(2, { KEYWRIGHT_RATE_LIMIT: "on" });
  const [one, other] = servers as [GivenServer, GivenServer];
  const { key } = await given.license();
  const guess = (server: GivenServer) =>
    server.call("POST", "/license/validate", { body: { licenseKey: "guess" } }).then(({ status }) => status);
  expect((await other.call("POST", "/license/validate", { body: { licenseKey: key } })).status).toBe(200);

  let asked = 0;
  let refused: string | null = null;
  await expect
    .poll(
      async () => {
        // Again and again, since a new minute may begin meanwhile.
        while ((await guess(one)) !== 429);
        asked++;
        const answer = await other.call("POST", "/license/validate", { body: { licenseKey: key } });
        refused = answer.headers.get("retry-after");
        return answer.status;
      },
      { timeout: 60_000 },
    )
    .toBe(429);
  expect(asked).toBeLessThan(MOST_ASKED);
  expect(Number(refused)).toBeGreaterThan(0);
  expectNoTrouble();
});
