import { expect, test } from "vitest";
import { newId } from "#kit/ids.ts";

test("ids are UUIDs of version 7 that sort by the order in which they were made, also when the clock steps back", () => {
  const moments = [
    "2026-03-10T09:30:00Z",
    "2026-03-10T09:30:00Z",
    "2026-03-10T09:29:00Z",
    "2026-03-10T09:30:01Z",
    "9999-12-31T23:59:59Z",
  ];
  const ids = moments.flatMap((moment) => Array.from({ length: 5000 }, () => newId(Temporal.Instant.from(moment))));
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.toSorted()).toEqual(ids);
  for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});
