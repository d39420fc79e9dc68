import fc from "fast-check";
import { expect, test } from "vitest";
import { Recent } from "#kit/recent.ts";

test("the half that was used last is always there, never more than the whole, and each with its own value", () => {
  fc.assert(
    fc.property(fc.array(fc.nat({ max: 30 }), { maxLength: 200 }), (uses) => {
      const recent = new Recent<number, string>(10);
      const used: number[] = [];
      for (const key of uses) {
        const value = recent.get(key);
        if (value === undefined) recent.set(key, `value ${key}`);
        else expect(value).toBe(`value ${key}`);
        used.push(key);
      }
      const last = new Set(used.toReversed().slice(0, 5));
      for (const key of last) expect(recent.get(key)).toBe(`value ${key}`);
      const held = Array.from({ length: 31 }, (_, key) => key).filter((key) => recent.get(key) !== undefined);
      expect(held.length).toBeLessThanOrEqual(10 + 5);
    }),
  );
});

test("what was forgotten on purpose is gone", () => {
  const recent = new Recent<string, number>(10);
  recent.set("a", 1);
  recent.clear();
  expect(recent.get("a")).toBeUndefined();
});
