import { expect, test } from "vitest";
import { dayAndTimeOf, distanceOf } from "#data/moments.ts";

// Written without an offset, so that it is the viewer's own time, whatever zone the tests run in.
const NOW = new Date("2026-11-24T14:40:00").getTime();
const at = (local: string) => new Date(local).toISOString();

test.each([
  ["2026-11-24T14:39:30", "just now"],
  // By a server whose clock is a little ahead of the page's.
  ["2026-11-24T14:40:20", "just now"],
  ["2026-11-24T14:40:45", "in a moment"],
  ["2026-11-24T14:38:00", "2 minutes ago"],
  ["2026-11-24T09:30:00", "5 hours ago"],
  ["2026-11-23T17:48:00", "yesterday"],
  ["2026-11-20T18:02:00", "4 days ago"],
  ["2026-09-20T18:02:00", "2 months ago"],
  ["2024-11-24T09:12:00", "2 years ago"],
  ["2026-11-25T23:00:00", "tomorrow"],
  ["2026-12-02T09:00:00", "in 8 days"],
  ["2027-11-24T14:40:00", "in 12 months"],
  ["2027-12-24T14:40:00", "in 13 months"],
  ["2029-11-24T14:40:00", "in 3 years"],
])("%s is told as %s", (local, told) => {
  expect(distanceOf(at(local), NOW).replaceAll("\u00a0", " ")).toBe(told);
});

test.each([
  ["2026-11-24T10:20:00", "Today, 10:20"],
  ["2026-11-23T17:48:00", "Yesterday, 17:48"],
  ["2026-11-20T18:02:00", "20 Nov, 18:02"],
  ["2025-11-24T09:12:00", "24 Nov 2025, 09:12"],
])("in a list of events, %s is %s", (local, told) => {
  expect(dayAndTimeOf(at(local), NOW).replaceAll("\u00a0", " ")).toBe(told);
});
