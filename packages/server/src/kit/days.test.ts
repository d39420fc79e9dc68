import { expect, test } from "vitest";
import { dayOf, lastDays, startOfDay } from "#kit/days.ts";

test("a day begins and ends at midnight in UTC", () => {
  expect(dayOf(Temporal.Instant.from("2026-03-10T23:59:59.999Z"))).toBe("2026-03-10");
  expect(dayOf(Temporal.Instant.from("2026-03-11T00:00:00Z"))).toBe("2026-03-11");
  expect(startOfDay(Temporal.Instant.from("2026-03-10T09:30:00Z"), 10).toString()).toBe("2026-02-28T00:00:00Z");
});

test("the last days end with today, and none is left out where the month or the clocks change", () => {
  expect(lastDays(Temporal.Instant.from("2026-03-01T00:00:00Z"), 3)).toEqual([
    "2026-02-27",
    "2026-02-28",
    "2026-03-01",
  ]);
  expect(new Set(lastDays(Temporal.Instant.from("2026-04-01T12:00:00Z"), 90)).size).toBe(90);
});
