import type { VerdictCode } from "@keywright/contract/codes";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { License } from "#domain/licenses/license.ts";
import { type Device, type Facts, statusOf, verdict } from "#domain/licenses/verdict.ts";
import { aLicense, anActivation, instant, NOW } from "#test/license.ts";

const YESTERDAY = instant("2026-03-09T09:30:00Z");
const LAST_WEEK = instant("2026-03-03T09:30:00Z");
const expired: Partial<License> = { expiry: { kind: "at", at: YESTERDAY } };
const inGrace: Partial<License> = { ...expired, graceDays: 7 };
const graceOver: Partial<License> = { expiry: { kind: "at", at: instant("2026-03-01T00:00:00Z") }, graceDays: 7 };
const deactivated: Partial<License> = { deactivatedAt: YESTERDAY };
const suspended: Partial<License> = { suspendedAt: YESTERDAY };
const none: Device = { named: "not" };
const known: Device = { named: "by_instance_id", activation: anActivation() };
const unknown: Device = { named: "by_instance_id", activation: null };
const ended: Device = { named: "by_instance_id", activation: anActivation({ endedAt: LAST_WEEK }) };
const ownFingerprint: Device = { named: "by_fingerprint", activation: anActivation({ fingerprint: "f" }) };
const newFingerprint: Device = { named: "by_fingerprint", activation: null };

function judge(license: Partial<License> | null, device: Device, product: string | null = null) {
  return verdict({ license: license && aLicense(license), device, product }, NOW);
}

describe("the verdict", () => {
  test.each<[string, Partial<License> | null, Device, string | null, VerdictCode]>([
    ["a license in order", {}, none, null, "VALID"],
    ["its own device", {}, known, null, "VALID"],
    ["its own device, by fingerprint", {}, ownFingerprint, null, "VALID"],
    ["the product that it was sold for", {}, none, "desk", "VALID"],
    ["more devices than a lowered limit", { activationLimit: 1, activationUsage: 3 }, known, null, "VALID"],
    [
      "a time that has not started to run",
      { expiry: { kind: "after_first_activation", duration: { value: 1, unit: "days" } } },
      none,
      null,
      "VALID",
    ],
    ["expired, within its grace", inGrace, none, null, "GRACE_PERIOD"],
    ["expired, within its grace, its own device", inGrace, known, null, "GRACE_PERIOD"],
    ["no license with this key", null, none, null, "INVALID_KEY"],
    ["another product", {}, none, "pad", "PRODUCT_MISMATCH"],
    ["the product's name in other letters", {}, none, "Desk", "PRODUCT_MISMATCH"],
    ["ended by the vendor", deactivated, none, null, "DEACTIVATED"],
    ["suspended", suspended, none, null, "SUSPENDED"],
    ["suspended, its own device", suspended, known, null, "SUSPENDED"],
    ["expired", expired, none, null, "EXPIRED"],
    ["expired, and its grace too", graceOver, none, null, "EXPIRED"],
    ["a device that is not on it", {}, unknown, null, "INSTANCE_NOT_FOUND"],
    ["a device that was ended", {}, ended, null, "INSTANCE_NOT_FOUND"],
    ["a fingerprint that is not on it", {}, newFingerprint, null, "NOT_ACTIVATED"],
  ])("%s", (_name, license, device, product, code) => {
    const judged = judge(license, device, product);
    expect(judged.code).toBe(code);
    expect(judged.valid).toBe(code === "VALID" || code === "GRACE_PERIOD");
    expect(judged.detail).toMatch(/^[A-Z].*\.$/);
  });

  test("the first check that applies wins, in this order", () => {
    const order: readonly [VerdictCode, Partial<Facts>][] = [
      ["INVALID_KEY", { license: null }],
      ["PRODUCT_MISMATCH", { product: "pad" }],
      ["DEACTIVATED", { license: aLicense({ ...expired, ...suspended, ...deactivated }) }],
      ["SUSPENDED", { license: aLicense({ ...expired, ...suspended }) }],
      ["EXPIRED", { license: aLicense(expired) }],
      ["INSTANCE_NOT_FOUND", { device: unknown }],
    ];
    let facts: Facts = { license: aLicense(inGrace), product: null, device: none };
    for (const [code, worse] of order.toReversed()) {
      facts = { ...facts, ...worse };
      expect(verdict(facts, NOW).code).toBe(code);
    }
  });

  test("a license expires at its very moment of expiry, and its grace ends likewise", () => {
    const license = aLicense({ expiry: { kind: "at", at: instant("2026-03-10T00:00:00Z") }, graceDays: 1 });
    const at = (moment: string) => verdict({ license, product: null, device: none }, instant(moment)).code;
    expect(at("2026-03-09T23:59:59.999Z")).toBe("VALID");
    expect(at("2026-03-10T00:00:00Z")).toBe("GRACE_PERIOD");
    expect(at("2026-03-10T23:59:59.999Z")).toBe("GRACE_PERIOD");
    expect(at("2026-03-11T00:00:00Z")).toBe("EXPIRED");
  });

  test("words that existing clients compare with", () => {
    expect(judge({}, known).detail).toBe("Instance ID valid for this license.");
    expect(judge({}, unknown).detail).toBe("Instance ID invalid for this license.");
    expect(judge(null, none).detail).toBe("License key not found.");
  });

  const anyLicense = fc.record({
    expiry: fc.oneof(
      fc.constant({ kind: "never" } as const),
      fc.integer({ min: -400, max: 400 }).map((days) => ({ kind: "at", at: NOW.add({ hours: 24 * days }) }) as const),
    ),
    graceDays: fc.nat(30),
    suspendedAt: fc.constantFrom(null, YESTERDAY),
    deactivatedAt: fc.constantFrom(null, YESTERDAY),
  });
  const anyDevice = fc.constantFrom(none, known, unknown, ended, ownFingerprint, newFingerprint);

  test("time alone never makes an invalid license valid", () => {
    fc.assert(
      fc.property(anyLicense, anyDevice, fc.nat(1000), (license, device, days) => {
        const facts: Facts = { license: aLicense(license), product: null, device };
        const later = verdict(facts, NOW.add({ hours: 24 * days }));
        if (later.valid) expect(verdict(facts, NOW).valid).toBe(true);
      }),
    );
  });

  test("a status and a verdict never tell different stories", () => {
    const status = {
      VALID: "active",
      GRACE_PERIOD: "in_grace",
      EXPIRED: "expired",
      SUSPENDED: "suspended",
      DEACTIVATED: "deactivated",
    } as const;
    fc.assert(
      fc.property(anyLicense, (license) => {
        const { code } = verdict({ license: aLicense(license), product: null, device: none }, NOW);
        expect(statusOf(aLicense(license), NOW)).toBe(status[code as keyof typeof status]);
      }),
    );
  });
});
