import type { RefusalCode } from "@keywright/contract/codes";
import { describe, expect, test } from "vitest";
import { admit, mayActivate, slotsMissing, withActivation } from "#domain/activations/admission.ts";
import type { License } from "#domain/licenses/license.ts";
import { aLicense, anActivation, instant, NOW } from "#test/license.ts";

const nobody = { customer: null, product: null };

describe("which licenses take new devices", () => {
  const yesterday = instant("2026-03-09T09:30:00Z");
  test.each<
    [string, Partial<License>, Partial<typeof nobody> | { customer?: string; product?: string }, RefusalCode | null]
  >([
    ["in order", {}, {}, null],
    ["of the customer and product named", {}, { customer: "cus-17", product: "desk" }, null],
    ["expired", { expiry: { kind: "at", at: yesterday } }, {}, "LICENSE_EXPIRED"],
    ["expired and within its grace", { expiry: { kind: "at", at: yesterday }, graceDays: 7 }, {}, "LICENSE_EXPIRED"],
    ["deactivated", { deactivatedAt: yesterday }, {}, "LICENSE_DEACTIVATED"],
    ["of another product", {}, { product: "pad" }, "LICENSE_NOT_FOUND"],
    ["of another customer", {}, { customer: "cus-18" }, "LICENSE_NOT_FOUND"],
  ])("%s", (_name, license, claim, code) => {
    expect(mayActivate(aLicense(license), { ...nobody, ...claim }, NOW)?.refusal ?? null).toBe(code);
  });
});

describe("a slot for a new device", () => {
  const seen = (id: string, at: string) => anActivation({ id, lastSeenAt: instant(at) });
  const devices = [
    seen("oldest", "2026-01-01T00:00:00Z"),
    seen("older", "2026-02-20T00:00:00Z"),
    seen("newest", "2026-03-10T09:00:00Z"),
  ];

  test("is there while the use is below the limit, and always without one", () => {
    expect(admit(aLicense({ activationLimit: 4, activationUsage: 3 }), devices, NOW)).toEqual([]);
    expect(admit(aLicense({ activationUsage: 1_000_000 }), devices, NOW)).toEqual([]);
  });

  test("is not there when the license is full, and the refusal says how full", () => {
    expect(admit(aLicense({ activationLimit: 3, activationUsage: 3 }), devices, NOW)).toEqual({
      refusal: "ACTIVATION_LIMIT_REACHED",
      detail: "Activation limit reached (3/3).",
      activationLimit: 3,
      activationUsage: 3,
    });
  });

  test("is made by the device seen longest ago, once nobody has seen it for as long as the license says", () => {
    const full = { activationLimit: 3, activationUsage: 3 };
    expect(admit(aLicense({ ...full, releaseAfterDays: 68 }), devices, NOW)).toEqual([devices[0]]);
    expect(admit(aLicense({ ...full, releaseAfterDays: 69 }), devices, NOW)).toMatchObject({
      refusal: "ACTIVATION_LIMIT_REACHED",
    });
  });

  test("comes to the very day", () => {
    const license = aLicense({ activationLimit: 1, activationUsage: 1, releaseAfterDays: 30 });
    const device = seen("device", "2026-03-01T00:00:00Z");
    expect(admit(license, [device], instant("2026-03-30T23:59:59Z"))).toMatchObject({
      refusal: "ACTIVATION_LIMIT_REACHED",
    });
    expect(admit(license, [device], instant("2026-03-31T00:00:00Z"))).toEqual([device]);
  });

  test("under a lowered limit needs as many unseen devices as stand above it, and takes none otherwise", () => {
    const lowered = { activationLimit: 2, activationUsage: 3 };
    expect(slotsMissing(aLicense(lowered))).toBe(2);
    expect(admit(aLicense({ ...lowered, releaseAfterDays: 10 }), devices, NOW)).toEqual(devices.slice(0, 2));
    expect(admit(aLicense({ ...lowered, releaseAfterDays: 30 }), devices, NOW)).toMatchObject({
      refusal: "ACTIVATION_LIMIT_REACHED",
    });
  });
});

describe("a license with one device more", () => {
  test("counts it, and remembers when the first one came", () => {
    const first = withActivation(aLicense(), 0, NOW);
    expect(first).toMatchObject({ activationUsage: 1, activatedAt: NOW });
    const second = withActivation(first, 0, instant("2027-01-01T00:00:00Z"));
    expect(second).toMatchObject({ activationUsage: 2, activatedAt: NOW });
  });

  test("counts those that gave way", () => {
    expect(withActivation(aLicense({ activationUsage: 3 }), 2, NOW).activationUsage).toBe(2);
  });
});
