import fc from "fast-check";
import { expect, test } from "vitest";
import { afterFailure, isTooLate, MOST_TRIES } from "#domain/mails/retry.ts";

const NOW = Temporal.Instant.from("2026-03-10T09:30:00Z");
const passing = { isPermanent: false, usefulUntil: null };

/** How many seconds a mail waits after so many tries; null when it is given up. */
function waitAfter(tries: number): number | null {
  const fate = afterFailure(tries, passing, NOW);
  return fate.state === "failed" ? null : fate.nextTryAt.since(NOW).total("seconds");
}

test("waits grow from seconds to hours, and after the last try it is given up", () => {
  const waits = Array.from({ length: MOST_TRIES }, (_, tried) => waitAfter(tried + 1));
  expect(waits.at(-1)).toBeNull();
  const known = waits.slice(0, -1).map(Number);
  expect(known[0]).toBeLessThan(10);
  expect(known.at(-1)).toBeGreaterThan(6 * 3600);
  for (const [index, wait] of known.slice(1).entries()) expect(wait).toBeGreaterThan(Number(known[index]) * 2);
});

test("what is refused for good is given up at once", () => {
  expect(afterFailure(1, { ...passing, isPermanent: true }, NOW)).toEqual({ state: "failed" });
});

test("whatever happens, a mail is tried a bounded number of times, later each time, and never when it is of no use", () => {
  fc.assert(
    fc.property(
      fc.option(fc.integer({ min: 0, max: 200_000 })),
      fc.infiniteStream(fc.integer({ min: 0, max: 90_000 })),
      (usefulSeconds, sendingMs) => {
        const usefulUntil = usefulSeconds === null ? null : NOW.add({ seconds: usefulSeconds });
        let now = NOW;
        let tries = 0;
        while (!isTooLate(usefulUntil, now)) {
          tries++;
          now = now.add({ milliseconds: sendingMs.next().value ?? 0 });
          const fate = afterFailure(tries, { isPermanent: false, usefulUntil }, now);
          if (fate.state === "failed") break;
          expect(Temporal.Instant.compare(fate.nextTryAt, now)).toBe(1);
          expect(isTooLate(usefulUntil, fate.nextTryAt)).toBe(false);
          now = fate.nextTryAt;
        }
        expect(tries).toBeLessThanOrEqual(MOST_TRIES);
      },
    ),
  );
});
