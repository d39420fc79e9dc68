import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Meter, type Reading } from "#kit/meter.ts";

const NOW = Temporal.Instant.from("2026-03-10T09:30:00Z").epochMilliseconds;
const POINTS = 100;

function meter(name = "address"): Meter {
  return new Meter(name, { points: POINTS, seconds: 60 }, (whom) => `mark of ${whom}`);
}

/** Tells each what the others have counted, as the processes do by the database. */
function exchange(meters: readonly Meter[], now = NOW): void {
  for (const each of meters) {
    const untold = each.untold(now);
    for (const reading of untold) board.set(`${meters.indexOf(each)} ${reading.mark}`, reading);
    each.told(untold);
  }
  for (const [index, each] of meters.entries())
    each.hear(
      [...board].filter(([of]) => !of.startsWith(`${index} `)).map(([, reading]) => reading),
      now,
    );
}
const board = new Map<string, Reading>();

describe("a meter", () => {
  test("lets a caller have their points in each window, and says how long the rest of it takes", () => {
    const one = meter();
    for (let call = 0; call < POINTS; call++) expect(one.take("lena", 1, NOW + call)).toBe(0);
    expect(one.take("lena", 1, NOW + 59_000)).toBe(1_000);
    expect(one.take("maya", 1, NOW + 59_000)).toBe(0);
    expect(one.take("lena", 1, NOW + 60_000)).toBe(0);
  });

  test("counts what is charged afterwards, also beyond what is left", () => {
    const one = meter();
    one.charge("lena", POINTS - 1, NOW);
    expect(one.take("lena", 1, NOW)).toBe(0);
    expect(one.take("lena", 1, NOW)).toBe(60_000);
    const other = meter();
    other.charge("lena", 10 * POINTS, NOW);
    expect(other.take("lena", 1, NOW)).toBe(60_000);
    expect(other.take("lena", 1, NOW + 60_000)).toBe(0);
  });

  test("begins a new window when the clock is put back", () => {
    const one = meter();
    one.charge("lena", POINTS, NOW);
    expect(one.take("lena", 1, NOW - 86_400_000)).toBe(0);
  });

  test("forgets nobody who uses much, whoever else comes", () => {
    const one = meter();
    one.charge("lena", POINTS, NOW);
    for (let other = 0; other < 250_000; other++) one.take(String(other), 1, NOW);
    expect(one.take("lena", 1, NOW)).toBe(60_000);
  });

  test("tells of those alone who use much, once for each change", () => {
    const one = meter();
    for (let call = 0; call < POINTS / 20; call++) one.take("lena", 1, NOW);
    expect(one.untold(NOW)).toEqual([]);
    one.take("lena", 1, NOW);
    const untold = one.untold(NOW);
    expect(untold).toMatchObject([{ meter: "address", mark: "mark of lena", endsAt: NOW + 60_000, points: 6 }]);
    // As long as it was not told, it is to be told.
    expect(one.untold(NOW)).toEqual(untold);
    one.told(untold);
    expect(one.untold(NOW)).toEqual([]);
    one.take("lena", 1, NOW);
    expect(one.untold(NOW)).toMatchObject([{ points: 7 }]);
    expect(one.untold(NOW + 60_000)).toEqual([]);
  });

  test("tells of everybody in turn, when they are too many for one time", () => {
    const one = meter();
    const told = new Set<string>();
    for (let round = 0; round < 3; round++) {
      for (let whom = 0; whom < 2_500; whom++) one.charge(String(whom), POINTS, NOW);
      const untold = one.untold(NOW);
      one.told(untold);
      for (const { whom } of untold) told.add(whom);
    }
    expect(told.size).toBe(2_500);
  });

  test("hears what is said of this window and of its own kind alone", () => {
    const one = meter();
    const reading = { meter: "address", mark: "mark of lena", endsAt: NOW + 60_000, points: POINTS };
    for (const other of [{ meter: "key" }, { mark: "mark of maya" }, { endsAt: NOW }, { endsAt: NOW + 120_000 }]) {
      one.hear([{ ...reading, ...other }], NOW);
      expect(one.take("lena", 1, NOW)).toBe(0);
    }
    one.hear([reading], NOW);
    expect(one.take("lena", 1, NOW)).toBe(60_000);
  });
});

/** What happens to several processes: one of them is asked, or they tell each other. */
const story = fc.record({
  processes: fc.integer({ min: 1, max: 4 }),
  steps: fc.array(fc.oneof({ weight: 30, arbitrary: fc.nat({ max: 3 }) }, fc.constant("exchange" as const)), {
    minLength: 150,
    maxLength: 500,
  }),
});

test("of several processes nobody gets more than their points, what is asked within one exchange, and a twentieth for each other process", () => {
  fc.assert(
    fc.property(story, ({ processes, steps }) => {
      board.clear();
      const meters = Array.from({ length: processes }, () => meter());
      let had = 0;
      let hadSince = 0;
      for (const step of steps) {
        if (step === "exchange") {
          exchange(meters);
          hadSince = 0;
        } else if (meters[step % processes]?.take("lena", 1, NOW) === 0) {
          had++;
          hadSince++;
          expect(had).toBeLessThanOrEqual(POINTS + hadSince + ((processes - 1) * POINTS) / 20);
        }
      }
    }),
  );
});

test("nobody is refused who, with all processes together, has points left", () => {
  fc.assert(
    fc.property(story, ({ processes, steps }) => {
      board.clear();
      const meters = Array.from({ length: processes }, () => meter());
      let had = 0;
      for (const step of steps) {
        if (step === "exchange") exchange(meters);
        else if (meters[step % processes]?.take("lena", 1, NOW) === 0) had++;
        else expect(had).toBeGreaterThanOrEqual(POINTS);
      }
    }),
  );
});
