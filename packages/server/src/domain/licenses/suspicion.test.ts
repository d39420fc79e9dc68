import fc from "fast-check";
import { expect, test } from "vitest";
import { deservesLook, LEAST_SUSPICIOUS } from "#domain/licenses/suspicion.ts";

test("a key that is denied five times deserves a look, whatever its limit", () => {
  for (const limit of [1, 100, null]) {
    expect(deservesLook({ denied: 4, devices: 0 }, limit)).toBe(false);
    expect(deservesLook({ denied: 5, devices: 0 }, limit)).toBe(true);
  }
});

test("a key deserves a look once it was on twice as many devices as its limit and three more", () => {
  expect(deservesLook({ denied: 0, devices: 12 }, 5)).toBe(false);
  expect(deservesLook({ denied: 0, devices: 13 }, 5)).toBe(true);
  expect(deservesLook({ denied: 0, devices: 1_000 }, null)).toBe(false);
});

test("nothing below the least is ever suspicious", () => {
  const below = fc.record({
    denied: fc.nat(LEAST_SUSPICIOUS.denied - 1),
    devices: fc.nat(LEAST_SUSPICIOUS.devices - 1),
  });
  fc.assert(
    fc.property(below, fc.option(fc.integer({ min: 1, max: 100 })), (traffic, limit) => !deservesLook(traffic, limit)),
  );
});
