import { expect, test } from "vitest";
import { ENGINE } from "#test/database.ts";
import type { StepName } from "#test/torture/nemesis/steps.ts";
import { reportOf } from "#test/torture/report.ts";
import { torture } from "#test/torture/run.ts";

/** Goes by what is done, not by how fast: a slow machine takes longer and finds the same. */
const STEPS: Readonly<Record<typeof ENGINE, readonly StepName[]>> = {
  sqlite: ["kill a server", "pause a server", "kill every server"],
  postgres: ["lose answers of the database", "kill a server", "kill a primary whose standby lags", "end all sessions"],
};

// Windows has no signal that makes a process stand still.
test.skipIf(process.platform === "win32")(
  "every promise is kept while servers are killed and the database fails over",
  { timeout: 600_000 },
  async () => {
    const run = await torture({ engine: ENGINE, seed: 7, nemesis: { steps: STEPS[ENGINE] }, file: null });
    expect(run.violations.length, reportOf(run)).toBe(0);
    expect(run.history.calls.length).toBeGreaterThan(100);
  },
);
