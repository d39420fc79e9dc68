import fc from "fast-check";
import { expect, test } from "vitest";
import { Histogram } from "./histogram.ts";

test("a quantile is what sorting would give, within one part in 64", () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 10_000_000 }), { minLength: 1 }),
      fc.constantFrom(0.5, 0.99, 1),
      (latencies, share) => {
        const histogram = new Histogram();
        for (const latency of latencies) histogram.record(latency);
        const sorted = latencies.toSorted((one, other) => one - other);
        const exact = sorted[Math.ceil(sorted.length * share) - 1] ?? 0;
        expect(Math.abs(histogram.quantile(share) - exact)).toBeLessThanOrEqual(exact / 64);
      },
    ),
  );
});

test("it is the same after it has travelled as JSON", () => {
  const histogram = new Histogram();
  for (const latency of [0, 5, 127, 128, 90_000]) histogram.record(latency);
  const arrived = new Histogram(JSON.parse(JSON.stringify(histogram)));
  expect(arrived.count).toBe(5);
  expect(arrived.quantile(0.99)).toBe(histogram.quantile(0.99));
});

test("nothing recorded is no latency, and one beyond measure counts as the longest", () => {
  expect(new Histogram().quantile(0.5)).toBe(0);
  const histogram = new Histogram();
  histogram.record(Number.MAX_SAFE_INTEGER);
  expect(histogram.quantile(0.5)).toBeGreaterThan(1_000_000_000);
});
