import fc from "fast-check";
import { expect, test } from "vitest";
import { chosenDays, daysLeft, isToTell, LATE_HOURS, REMINDER_DAYS, TOLD_DAYS } from "#domain/mails/reminders.ts";

const EXPIRY = Temporal.Instant.from("2026-12-02T12:00:00Z");
const license = { expiresAt: EXPIRY, deactivatedAt: null, reminderDays: REMINDER_DAYS, lastTold: null };

const before = (hours: number) => EXPIRY.subtract({ hours });

test("a reminder is due for three days from its moment on, and one before an expiry never after it", () => {
  expect(isToTell(license, 30, before(30 * 24 + 1))).toBe(false);
  expect(isToTell(license, 30, before(30 * 24))).toBe(true);
  expect(isToTell(license, 30, before(30 * 24 - LATE_HOURS))).toBe(false);
  expect(isToTell(license, 1, before(1))).toBe(true);
  expect(isToTell(license, 1, EXPIRY)).toBe(false);
  expect(isToTell(license, 0, EXPIRY)).toBe(true);
});

test("nobody is told of a license that is deactivated or never expires, nor what the plan does not want", () => {
  const now = before(7 * 24);
  expect(isToTell(license, 7, now)).toBe(true);
  expect(isToTell({ ...license, deactivatedAt: now }, 7, now)).toBe(false);
  expect(isToTell({ ...license, expiresAt: null }, 7, now)).toBe(false);
  expect(isToTell({ ...license, reminderDays: [30, 1] }, 7, now)).toBe(false);
});

test("an expiry that is moved a little is not told twice, and one that a renewal moves is told anew", () => {
  const told = before(30 * 24);
  const moved = (days: number) => ({ ...license, expiresAt: EXPIRY.add({ hours: 24 * days }), lastTold: told });
  expect(isToTell(moved(2), 30, told.add({ hours: 48 }))).toBe(false);
  expect(isToTell(moved(30), 30, told.add({ hours: 24 * 30 }))).toBe(true);
});

test("however an expiry is moved about, the same reminder never comes twice within half of its days", () => {
  const moves = fc.array(
    fc.record({ hours: fc.integer({ min: 0, max: 100 }), move: fc.integer({ min: -200, max: 900 }) }),
  );
  fc.assert(
    fc.property(moves, fc.constantFrom(...TOLD_DAYS), (steps, days) => {
      let [now, expiresAt] = [before(24 * 31), EXPIRY];
      let lastTold: Temporal.Instant | null = null;
      for (const { hours, move } of steps) {
        now = now.add({ hours });
        expiresAt = expiresAt.add({ hours: move });
        if (!isToTell({ ...license, expiresAt, lastTold }, days, now)) continue;
        if (lastTold !== null)
          expect(now.since(lastTold).total("hours")).toBeGreaterThanOrEqual(12 * Math.max(days, 1));
        lastTold = now;
      }
    }),
  );
});

test("a mail that is a little late says how many days are left", () => {
  expect(daysLeft(EXPIRY, before(7 * 24))).toBe(7);
  expect(daysLeft(EXPIRY, before(6 * 24 + 1))).toBe(7);
  expect(daysLeft(EXPIRY, before(5 * 24))).toBe(5);
  expect(daysLeft(EXPIRY, before(1))).toBe(1);
});

test("a choice adds and takes away, and leaves the rest", () => {
  expect(chosenDays([30, 7, 1], { 7: false })).toEqual([30, 1]);
  expect(chosenDays([1], { 30: true })).toEqual([30, 1]);
});
