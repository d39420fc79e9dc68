import { expect, test } from "vitest";
import { changedFields } from "#domain/events.ts";

test("an edit is told field by field, with what was there before", () => {
  const before = { name: "Desk", terms: { limit: 1 }, at: 1 };
  expect(changedFields(before, { ...before, terms: { limit: 2 } })).toEqual({
    terms: { from: { limit: 1 }, to: { limit: 2 } },
  });
  expect(changedFields(before, { ...before, terms: { limit: 1 } })).toEqual({});
});
