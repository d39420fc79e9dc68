import { afterAll, beforeAll, expect, test } from "vitest";
import { type Comparison, compare } from "./compare.ts";
import { filled } from "./fill.ts";
import { type LoadGenerator, startLoadGenerator } from "./load-generator.ts";
import { validating } from "./requests.ts";
import { startKeywright } from "./servers.ts";

/*
 * Notices when validate becomes several times as dear as it is. Ratios to a bare server in the same run, the best of
 * several rounds, and the better of time and processor time, since whatever else the machine does takes from both alike
 * in no round for sure. Exact figures are for `npm run bench`.
 */

const LICENSES = 2_000;
/** Of what a bare server does: far below what was measured, since this is no place to argue about noise. */
const LEAST = 0.12;

let load: LoadGenerator;
beforeAll(() => {
  load = startLoadGenerator();
});
afterAll(() => load.stop());

test("validate costs little more than answering at all", async () => {
  const database = await filled(LICENSES);
  const keywright = await startKeywright(database.dataDir, { KEYWRIGHT_RATE_LIMIT: "off" });
  try {
    const effort = { rounds: 4, seconds: 0.5, warmUpSeconds: 1 };
    const { ratios, cpuRatio }: Comparison = await compare(load, keywright, validating(database), effort);
    expect(Math.max(...ratios, cpuRatio ?? 0)).toBeGreaterThan(LEAST);
  } finally {
    await keywright.stop();
  }
});
