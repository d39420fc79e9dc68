import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  expiresAt,
  expiryOnActivation,
  expiryOnPurchase,
  graceEndsAt,
  isDatable,
  limitFaults,
  momentAfter,
  termsFaults,
  UNLICENSED,
  wholeSeconds,
} from "#domain/licenses/terms.ts";
import { aLicense, instant, NOW } from "#test/license.ts";

const anyUnit = fc.constantFrom("days" as const, "months" as const, "years" as const);
const anyDuration = fc.record({ value: fc.integer({ min: 1, max: 100_000 }), unit: anyUnit });
const anyInstant = fc
  .integer({ min: 0, max: Date.UTC(9999, 11, 31, 23, 59, 59) })
  .map((milliseconds) => Temporal.Instant.fromEpochMilliseconds(milliseconds));

describe("calendar arithmetic", () => {
  test.each([
    ["2026-01-31T10:00:00Z", 1, "months", "2026-02-28T10:00:00Z"],
    ["2028-01-31T10:00:00Z", 1, "months", "2028-02-29T10:00:00Z"],
    ["2026-03-31T10:00:00Z", 1, "months", "2026-04-30T10:00:00Z"],
    ["2026-08-31T10:00:00Z", 6, "months", "2027-02-28T10:00:00Z"],
    ["2026-12-31T23:59:59Z", 2, "months", "2027-02-28T23:59:59Z"],
    ["2028-02-29T00:00:00Z", 1, "years", "2029-02-28T00:00:00Z"],
    ["2028-02-29T00:00:00Z", 4, "years", "2032-02-29T00:00:00Z"],
    ["2096-02-29T00:00:00Z", 4, "years", "2100-02-28T00:00:00Z"],
    ["2026-12-31T23:59:59Z", 1, "days", "2027-01-01T23:59:59Z"],
    ["2028-02-28T12:00:00Z", 1, "days", "2028-02-29T12:00:00Z"],
    ["2026-03-29T00:30:00Z", 1, "days", "2026-03-30T00:30:00Z"],
    ["2026-03-10T09:30:00.987Z", 1, "years", "2027-03-10T09:30:00Z"],
    ["9998-12-31T23:59:59Z", 1, "years", "9999-12-31T23:59:59Z"],
    ["9999-12-31T00:00:00Z", 1, "days", null],
    ["9999-01-01T00:00:00Z", 1, "years", null],
    ["2026-03-10T09:30:00Z", 7973, "years", "9999-03-10T09:30:00Z"],
    ["2026-03-10T09:30:00Z", 7974, "years", null],
    ["2026-03-10T09:30:00Z", Number.MAX_SAFE_INTEGER, "years", null],
    ["2026-03-10T09:30:00Z", Number.MAX_SAFE_INTEGER, "days", null],
  ] as const)("%s + %d %s = %s", (start, value, unit, end) => {
    expect(momentAfter(instant(start), { value, unit })?.toString() ?? null).toBe(end);
  });

  test("never leads back, and keeps the time of day", () => {
    fc.assert(
      fc.property(anyInstant, anyDuration, (start, duration) => {
        const end = momentAfter(start, duration);
        if (end === null) return;
        expect(Temporal.Instant.compare(end, wholeSeconds(start))).toBe(1);
        const [from, to] = [wholeSeconds(start), end].map((moment) => moment.toZonedDateTimeISO("UTC").toPlainTime());
        expect(to?.equals(from ?? "")).toBe(true);
      }),
    );
  });

  test("a later purchase never expires earlier", () => {
    fc.assert(
      fc.property(anyInstant, anyInstant, anyDuration, (one, other, duration) => {
        const [earlier, later] = Temporal.Instant.compare(one, other) <= 0 ? [one, other] : [other, one];
        const [earlierEnd, laterEnd] = [momentAfter(earlier, duration), momentAfter(later, duration)];
        if (earlierEnd === null) expect(laterEnd).toBeNull();
        else if (laterEnd !== null) expect(Temporal.Instant.compare(earlierEnd, laterEnd)).toBeLessThanOrEqual(0);
      }),
    );
  });

  test("never leaves the years that can be kept", () => {
    fc.assert(
      fc.property(anyInstant, anyDuration, (start, duration) => {
        const end = momentAfter(start, duration);
        expect(end === null || isDatable(end)).toBe(true);
      }),
    );
  });
});

describe("dates that can be kept", () => {
  test.each([
    ["1969-12-31T23:59:59Z", false],
    ["1970-01-01T00:00:00Z", true],
    ["9999-12-31T23:59:59Z", true],
    ["+010000-01-01T00:00:00Z", false],
  ])("%s: %s", (text, expected) => {
    expect(isDatable(instant(text))).toBe(expected);
  });
});

describe("the expiry of a license", () => {
  const monthly = { ...UNLICENSED, enabled: true, expiry: { value: 1, unit: "months", from: "purchase" } } as const;

  test("is never, when the plan says nothing", () => {
    expect(expiryOnPurchase(UNLICENSED, NOW)).toEqual({ kind: "never" });
  });

  test("counts from the purchase", () => {
    const expiry = expiryOnPurchase(monthly, NOW);
    expect(expiry && expiresAt(expiry)?.toString()).toBe("2026-04-10T09:30:00Z");
  });

  test("waits for the first activation, when the plan says so, and counts from it", () => {
    const expiry = expiryOnPurchase({ ...monthly, expiry: { ...monthly.expiry, from: "first_activation" } }, NOW);
    expect(expiry && expiresAt(expiry)).toBeNull();
    const started = expiry && expiryOnActivation(expiry, instant("2026-05-31T00:00:00Z"));
    expect(started && expiresAt(started)?.toString()).toBe("2026-06-30T00:00:00Z");
  });

  test("is not moved by an activation once it runs", () => {
    const expiry = { kind: "at", at: NOW } as const;
    expect(expiryOnActivation(expiry, instant("2027-01-01T00:00:00Z"))).toBe(expiry);
    expect(expiryOnActivation({ kind: "never" }, NOW)).toEqual({ kind: "never" });
  });

  test("a first activation at the end of time still gets an end", () => {
    const pending = { kind: "after_first_activation", duration: { value: 1, unit: "years" } } as const;
    const expiry = expiryOnActivation(pending, instant("9999-06-01T00:00:00Z"));
    expect(expiresAt(expiry)?.toString()).toBe("9999-12-31T23:59:59Z");
  });

  test("is followed by whole days of grace", () => {
    const expiry = { kind: "at", at: instant("2026-02-25T08:00:00Z") } as const;
    expect(graceEndsAt(aLicense({ expiry, graceDays: 7 }))?.toString()).toBe("2026-03-04T08:00:00Z");
    expect(graceEndsAt(aLicense({ expiry }))?.toString()).toBe("2026-02-25T08:00:00Z");
    expect(graceEndsAt(aLicense({ graceDays: 7 }))).toBeNull();
    const last = { kind: "at", at: instant("9999-12-31T00:00:00Z") } as const;
    expect(graceEndsAt(aLicense({ expiry: last, graceDays: 7 }))?.toString()).toBe("9999-12-31T23:59:59Z");
  });
});

describe("terms are refused", () => {
  test("above the installation's ceiling, and not at it", () => {
    expect(limitFaults(100, 100, "activationLimit")).toEqual({});
    expect(limitFaults(null, 100, "activationLimit")).toEqual({});
    expect(limitFaults(101, 100, "activationLimit")).toEqual({ activationLimit: ["Must be at most 100."] });
  });

  test("when a purchase made now would expire after the year 9999, whenever its time starts", () => {
    for (const from of ["purchase", "first_activation"] as const) {
      const terms = { ...UNLICENSED, expiry: { value: 9000, unit: "years", from } } as const;
      expect(termsFaults(terms, 100, NOW)).toEqual({ "license.expiry.value": ["Would expire after the year 9999."] });
    }
  });
});
