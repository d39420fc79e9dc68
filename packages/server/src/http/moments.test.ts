import fc from "fast-check";
import { expect, test } from "vitest";
import { wireTime } from "#http/moments.ts";

test("a moment is told to the second, and never later than it is", () => {
  fc.assert(
    fc.property(fc.date({ noInvalidDate: true }), (date) => {
      const instant = Temporal.Instant.fromEpochMilliseconds(date.getTime());
      expect(wireTime(instant)).toBe(instant.toString({ smallestUnit: "second", roundingMode: "floor" }));
    }),
  );
});
