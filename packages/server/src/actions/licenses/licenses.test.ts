import { keyEnding, maskKey } from "@keywright/contract/license-key";
import { describe, expect, test } from "vitest";
import { activate } from "#actions/activations/activate.ts";
import { deactivate } from "#actions/activations/deactivate.ts";
import { deactivateLicense } from "#actions/licenses/deactivate.ts";
import { editTerms } from "#actions/licenses/edit-terms.ts";
import { findLicenseOfKey } from "#actions/licenses/find.ts";
import { getLicense } from "#actions/licenses/get.ts";
import { searchLicenses } from "#actions/licenses/list.ts";
import { regenerateKey } from "#actions/licenses/regenerate-key.ts";
import { restoreLicense } from "#actions/licenses/restore.ts";
import { suspendLicense } from "#actions/licenses/suspend.ts";
import { validate } from "#actions/licenses/validate.ts";
import { writeStamps } from "#actions/stamps/write.ts";
import { findActivation } from "#store/activations.ts";
import { APPLICATION, type Given, givenInstallation, taken } from "#test/given.ts";

const page = { limit: 10, before: null };
const device = {
  name: null,
  fingerprint: null,
  metadata: {},
  customerId: null,
  productIdentifier: null,
  idempotencyKey: null,
};

async function givenActivation(given: Given, licenseKey: string, but: object = {}) {
  return taken(await activate(given.as(APPLICATION), { ...device, licenseKey, ...but })).activation;
}

async function verdictOf(given: Given, licenseKey: string, but: object = {}) {
  const asked = { licenseKey, instanceId: null, fingerprint: null, productIdentifier: null, ...but };
  return taken(await validate(given.as(APPLICATION), asked)).verdict.code;
}

describe("validating", () => {
  test("never consumes, and stores nothing but when the device was last seen", async () => {
    const given = await givenInstallation();
    const { key, license } = await given.license({ activationLimit: 1 });
    const { id } = await givenActivation(given, key);
    const before = await given.stored();
    given.clock.move({ hours: 5 });
    expect(await verdictOf(given, key, { instanceId: id })).toBe("VALID");
    expect(await given.stored()).toBe(before);
    await writeStamps(given.services);
    const seen = await findActivation(given.services.store.read, license.id, id);
    expect(seen?.lastSeenAt).toEqual(given.clock.now());
  });

  test("a stamp that comes late never moves the last-seen time back", async () => {
    const given = await givenInstallation();
    const { key, license } = await given.license();
    const { id } = await givenActivation(given, key);
    given.services.stamps.deviceSeen(id, given.clock.now().subtract({ hours: 1 }));
    await writeStamps(given.services);
    expect((await findActivation(given.services.store.read, license.id, id))?.lastSeenAt).toEqual(given.clock.now());
  });

  test("asks for the instance first when a fingerprint is sent too", async () => {
    const given = await givenInstallation();
    const { key } = await given.license();
    const { id } = await givenActivation(given, key, { fingerprint: "f" });
    expect(await verdictOf(given, key, { instanceId: id, fingerprint: "other" })).toBe("VALID");
    expect(await verdictOf(given, key, { fingerprint: "f" })).toBe("VALID");
    expect(await verdictOf(given, key, { fingerprint: "other" })).toBe("NOT_ACTIVATED");
    expect(await verdictOf(given, key, { instanceId: "other", fingerprint: "f" })).toBe("INSTANCE_NOT_FOUND");
  });

  test("does not take another license's instance", async () => {
    const given = await givenInstallation();
    const [one, other] = [await given.license(), await given.license()];
    const { id } = await givenActivation(given, other.key);
    expect(await verdictOf(given, one.key, { instanceId: id })).toBe("INSTANCE_NOT_FOUND");
  });
});

describe("editing a license", () => {
  test("changes limit and expiry at once, and tells what was there before", async () => {
    const given = await givenInstallation();
    const { license, key } = await given.license({ activationLimit: 5, graceDays: 7 });
    const expiresOn = Temporal.Instant.from("2026-03-01T12:00:00.750Z");
    const edited = taken(
      await editTerms(given.withScope("write"), { id: license.id, expected: [1], activationLimit: 2, expiresOn }),
    );
    expect(edited).toMatchObject({ revision: 2, status: "expired", license: { activationLimit: 2 } });
    expect(edited.expiresAt?.toString()).toBe("2026-03-01T12:00:00Z");
    expect(edited.graceEndsAt?.toString()).toBe("2026-03-08T12:00:00Z");
    expect(await verdictOf(given, key)).toBe("EXPIRED");
    const event = (await given.eventRows()).at(-1);
    expect(event).toMatchObject({ type: "license.edited", license_id: license.id });
    expect(JSON.parse(event?.data ?? "")).toEqual({
      activationLimit: { from: 5, to: 2 },
      expiresOn: { from: null, to: "2026-03-01T12:00:00Z" },
    });
  });

  test("null lifts the limit and the expiry, and what is left out stays", async () => {
    const given = await givenInstallation();
    const { license } = await given.license({
      activationLimit: 5,
      expiry: { value: 1, unit: "days", from: "purchase" },
    });
    const forever = taken(
      await editTerms(given.withScope("write"), { id: license.id, expected: null, expiresOn: null }),
    );
    expect(forever).toMatchObject({ expiresAt: null, license: { activationLimit: 5 } });
    const unlimited = taken(
      await editTerms(given.withScope("write"), { id: license.id, expected: null, activationLimit: null }),
    );
    expect(unlimited).toMatchObject({ expiresAt: null, revision: 3, license: { activationLimit: null } });
  });

  test("sets a time that has not started to run", async () => {
    const given = await givenInstallation();
    const { license, key } = await given.license({ expiry: { value: 1, unit: "days", from: "first_activation" } });
    taken(await editTerms(given.withScope("write"), { id: license.id, expected: null, expiresOn: null }));
    await givenActivation(given, key);
    expect(taken(await getLicense(given.withScope("read"), license.id)).expiresAt).toBeNull();
  });

  test("a limit below the use throws nobody out, and lets nobody in until the use is below it", async () => {
    const given = await givenInstallation();
    const { license, key } = await given.license({ activationLimit: 3 });
    const [one, two] = [await givenActivation(given, key), await givenActivation(given, key)];
    taken(await editTerms(given.withScope("write"), { id: license.id, expected: null, activationLimit: 1 }));
    expect(await verdictOf(given, key, { instanceId: one.id })).toBe("VALID");
    const another = () => activate(given.as(APPLICATION), { ...device, licenseKey: key });
    expect(await another()).toMatchObject({
      refusal: "ACTIVATION_LIMIT_REACHED",
      activationLimit: 1,
      activationUsage: 2,
    });
    taken(await deactivate(given.as(APPLICATION), { licenseKey: key, instanceId: one.id }));
    expect(await another()).toMatchObject({ refusal: "ACTIVATION_LIMIT_REACHED", activationUsage: 1 });
    taken(await deactivate(given.as(APPLICATION), { licenseKey: key, instanceId: two.id }));
    expect(taken(await another()).isNew).toBe(true);
  });

  test("that changes nothing stores nothing", async () => {
    const given = await givenInstallation();
    const { license } = await given.license({ activationLimit: 5 });
    const before = await given.stored();
    expect(
      taken(await editTerms(given.withScope("write"), { id: license.id, expected: null, activationLimit: 5 })).revision,
    ).toBe(1);
    expect(taken(await editTerms(given.withScope("write"), { id: license.id, expected: null })).revision).toBe(1);
    expect(await given.stored()).toBe(before);
  });

  test("is refused from another state, above the ceiling, beyond the calendar, and once the license is deactivated", async () => {
    const given = await givenInstallation();
    const { license } = await given.license({ activationLimit: 5 });
    const edit = (but: object) =>
      editTerms(given.withScope("write"), { id: license.id, expected: null, activationLimit: 1, ...but });
    const before = await given.stored();
    expect(await edit({ id: "nothing" })).toMatchObject({ refusal: "LICENSE_NOT_FOUND" });
    expect(await edit({ expected: [2] })).toMatchObject({ refusal: "CHANGED_ELSEWHERE" });
    expect(await edit({ expected: [] })).toMatchObject({ refusal: "CHANGED_ELSEWHERE" });
    expect(await edit({ activationLimit: 101 })).toMatchObject({ errors: { activationLimit: [expect.any(String)] } });
    for (const expiresOn of ["1969-12-31T23:59:59Z", "+010000-01-01T00:00:00Z"]) {
      expect(await edit({ expiresOn: Temporal.Instant.from(expiresOn) })).toMatchObject({
        errors: { expiresOn: [expect.any(String)] },
      });
    }
    expect(await given.stored()).toBe(before);
    taken(await deactivateLicense(given.withScope("write"), { id: license.id, expected: null }));
    expect(await edit({})).toMatchObject({ refusal: "LICENSE_DEACTIVATED" });
  });
});

describe("regenerating a key", () => {
  test("stops the old key and ends its activations; the new key works", async () => {
    const given = await givenInstallation();
    const { license, key } = await given.license({ activationLimit: 2 });
    const old = await givenActivation(given, key, { fingerprint: "f" });
    const events = await given.eventsOf(async () => {
      const regenerated = taken(await regenerateKey(given.withScope("write"), { id: license.id, expected: [1] }));
      expect(regenerated).toMatchObject({ revision: 2, license: { id: license.id, activationUsage: 0 } });
      expect(regenerated.key).not.toBe(key);
      expect(await verdictOf(given, key)).toBe("INVALID_KEY");
      expect(await verdictOf(given, regenerated.key)).toBe("VALID");
      expect(await verdictOf(given, regenerated.key, { instanceId: old.id })).toBe("INSTANCE_NOT_FOUND");
      expect(await verdictOf(given, regenerated.key, { fingerprint: "f" })).toBe("NOT_ACTIVATED");
    });
    expect(events).toEqual(["license.regenerated"]);
    expect(await activate(given.as(APPLICATION), { ...device, licenseKey: key })).toMatchObject({
      refusal: "LICENSE_NOT_FOUND",
    });
  });

  test("is refused on no license, from another state, and on a deactivated license", async () => {
    const given = await givenInstallation();
    const { license, key } = await given.license();
    const regenerate = (but: object) =>
      regenerateKey(given.withScope("write"), { id: license.id, expected: null, ...but });
    expect(await regenerate({ id: "nothing" })).toMatchObject({ refusal: "LICENSE_NOT_FOUND" });
    expect(await regenerate({ expected: [9] })).toMatchObject({ refusal: "CHANGED_ELSEWHERE" });
    expect(await verdictOf(given, key)).toBe("VALID");
    taken(await deactivateLicense(given.withScope("write"), { id: license.id, expected: null }));
    expect(await regenerate({})).toMatchObject({ refusal: "LICENSE_DEACTIVATED" });
  });
});

describe("deactivating a license", () => {
  test("ends it for ever, and doing it again changes nothing", async () => {
    const given = await givenInstallation();
    const { license, key } = await given.license();
    const { id } = await givenActivation(given, key);
    const end = async () =>
      taken(await deactivateLicense(given.withScope("write"), { id: license.id, expected: null }));
    expect(await given.eventsOf(end)).toEqual(["license.deactivated"]);
    expect(await given.eventsOf(end)).toEqual([]);
    expect(await end()).toMatchObject({ status: "deactivated", license: { deactivatedAt: given.clock.now() } });
    expect(await verdictOf(given, key, { instanceId: id })).toBe("DEACTIVATED");
    expect(await activate(given.as(APPLICATION), { ...device, licenseKey: key })).toMatchObject({
      refusal: "LICENSE_DEACTIVATED",
    });
  });

  test("is refused from another state", async () => {
    const given = await givenInstallation();
    const { license } = await given.license();
    expect(await deactivateLicense(given.withScope("write"), { id: license.id, expected: [2] })).toMatchObject({
      refusal: "CHANGED_ELSEWHERE",
    });
    expect(await deactivateLicense(given.withScope("write"), { id: "nothing", expected: null })).toMatchObject({
      refusal: "LICENSE_NOT_FOUND",
    });
  });
});

describe("suspending a license", () => {
  test("stops it and lets nobody in; restored, the same key works on the same devices", async () => {
    const given = await givenInstallation();
    const { license, key } = await given.license({ activationLimit: 2 });
    const { id } = await givenActivation(given, key);
    const context = given.withScope("write");
    const input = { id: license.id, expected: [1], reason: "Chargeback announced" };

    const suspended = taken(await suspendLicense(context, input));
    expect(suspended).toMatchObject({ status: "suspended", suspendedBy: "vendor", revision: 2 });
    expect(await verdictOf(given, key, { instanceId: id })).toBe("SUSPENDED");
    expect(await activate(given.as(APPLICATION), { ...device, licenseKey: key })).toMatchObject({
      refusal: "LICENSE_SUSPENDED",
    });
    expect(await suspendLicense(context, { ...input, expected: [1] })).toMatchObject({ refusal: "CHANGED_ELSEWHERE" });
    expect(await given.eventsOf(() => suspendLicense(context, { ...input, expected: null }))).toEqual([]);

    const edit = { id: license.id, expected: null, activationLimit: 3 };
    expect(taken(await editTerms(context, edit)).license.activationLimit).toBe(3);
    const restored = taken(await restoreLicense(context, { ...input, expected: [3], reason: null }));
    expect(restored).toMatchObject({ status: "active", suspendedBy: null });
    expect(await verdictOf(given, key, { instanceId: id })).toBe("VALID");
    expect(await given.eventsOf(() => restoreLicense(context, { ...input, expected: null }))).toEqual([]);
    const told = (await given.eventRows()).slice(-4).map(({ type, data }) => [type, JSON.parse(data).reason]);
    expect(told).toEqual([
      ["license.suspended", "Chargeback announced"],
      ["activation.denied", undefined],
      ["license.edited", undefined],
      ["license.restored", null],
    ]);
  });

  test("a suspended license is listed as such alone, and a deactivated one can't be suspended", async () => {
    const given = await givenInstallation();
    const context = given.withScope("write");
    const [active, suspended, ended] = [await given.license(), await given.license(), await given.license()];
    for (const { license } of [suspended, ended])
      taken(await suspendLicense(context, { id: license.id, expected: null, reason: null }));
    taken(await deactivateLicense(context, { id: ended.license.id, expected: null }));
    const refused = { refusal: "LICENSE_DEACTIVATED" };
    for (const hold of [suspendLicense, restoreLicense])
      expect(await hold(context, { id: ended.license.id, expected: null, reason: null })).toMatchObject(refused);
    for (const [status, one] of [
      ["active", active],
      ["suspended", suspended],
      ["deactivated", ended],
    ] as const) {
      const found = taken(await searchLicenses(context, { status }, page)).items;
      expect(found.map(({ license }) => license.id)).toEqual([one.license.id]);
    }
  });
});

describe("finding licenses", () => {
  test("by the whole key, however it is typed", async () => {
    const given = await givenInstallation();
    const { license, key } = await given.license();
    const typed = key.toLowerCase().replaceAll("-", " ");
    expect(await findLicenseOfKey(given.withScope("write"), typed)).toMatchObject({ license: { id: license.id }, key });
    expect(await findLicenseOfKey(given.withScope("read"), typed)).toMatchObject({ key: maskKey(key) });
    expect(await findLicenseOfKey(given.withScope("read"), "nothing")).toMatchObject({ refusal: "LICENSE_NOT_FOUND" });
  });

  test("by the end of the key, e-mail, order, product and status, each alone and together", async () => {
    const given = await givenInstallation();
    const term = { expiry: { value: 1, unit: "days", from: "purchase" }, graceDays: 2 } as const;
    const [active, timed, ended] = [await given.license(), await given.license(term), await given.license()];
    taken(await deactivateLicense(given.withScope("write"), { id: ended.license.id, expected: null }));
    const find = async (search: object) => {
      const { items } = taken(await searchLicenses(given.withScope("read"), search, page));
      return items.map(({ license }) => license.id);
    };
    const ids = [active, timed, ended].map(({ license }) => license.id);
    expect(await find({})).toEqual(ids.toReversed());
    for (let length = 2; length <= 5; length++) {
      expect(await find({ keyEnding: keyEnding(timed.key).slice(-length) })).toContain(timed.license.id);
    }
    expect(await find({ keyEnding: keyEnding(timed.key), email: timed.customer.email.toUpperCase() })).toEqual([
      timed.license.id,
    ]);
    expect(await find({ email: active.customer.email })).toEqual([active.license.id]);
    expect(await find({ order: String(ended.order.number) })).toEqual([ended.license.id]);
    expect(await find({ order: timed.order.id })).toEqual([timed.license.id]);
    expect(await find({ product: active.product.identifier })).toEqual([active.license.id]);
    expect(await find({ product: timed.product.id, status: "deactivated" })).toEqual([]);
    const statuses = async () => ({
      active: await find({ status: "active" }),
      in_grace: await find({ status: "in_grace" }),
      expired: await find({ status: "expired" }),
      deactivated: await find({ status: "deactivated" }),
    });
    const always = { deactivated: [ended.license.id] };
    expect(await statuses()).toEqual({
      ...always,
      active: [timed.license.id, active.license.id],
      in_grace: [],
      expired: [],
    });
    given.clock.move({ days: 1 });
    expect(await statuses()).toEqual({
      ...always,
      active: [active.license.id],
      in_grace: [timed.license.id],
      expired: [],
    });
    given.clock.move({ days: 2 });
    expect(await statuses()).toEqual({
      ...always,
      active: [active.license.id],
      in_grace: [],
      expired: [timed.license.id],
    });
  });

  test("by one box, which takes an e-mail, an order number or the end of a key", async () => {
    const given = await givenInstallation();
    const [first, second] = [await given.license(), await given.license()];
    const find = async (search: string) =>
      taken(await searchLicenses(given.withScope("read"), { search }, page)).items.map(({ license }) => license.id);
    expect(await find(second.customer.email.toUpperCase())).toEqual([second.license.id]);
    expect(await find("CUSTOMER-1@")).toEqual([first.license.id]);
    expect(await find("customer-3@")).toEqual([]);
    expect(await find(String(first.order.number))).toContain(first.license.id);
    expect(await find(keyEnding(second.key).toLowerCase())).toEqual([second.license.id]);
    expect(await find("777777")).toEqual([]);
  });

  test("by customer, plan and the time of their expiry, which leaves out what never expires", async () => {
    const given = await givenInstallation();
    const term = { expiry: { value: 1, unit: "days", from: "purchase" } } as const;
    const [timed, forever] = [await given.license(term), await given.license()];
    const find = async (search: object) =>
      taken(await searchLicenses(given.withScope("read"), search, page)).items.map(({ license }) => license.id);
    const expiry = given.clock.now().add({ hours: 24 });
    const second = { seconds: 1 };
    expect(await find({ customer: forever.customer.id })).toEqual([forever.license.id]);
    expect(await find({ plan: timed.plan.id })).toEqual([timed.license.id]);
    expect(await find({ plan: forever.plan.identifier, product: forever.product.id })).toEqual([forever.license.id]);
    expect(await find({ plan: forever.plan.identifier, customer: timed.customer.id })).toEqual([]);
    expect(await find({ expiresBefore: expiry })).toEqual([]);
    expect(await find({ expiresBefore: expiry.add(second) })).toEqual([timed.license.id]);
    expect(await find({ expiresAfter: expiry, status: "active" })).toEqual([timed.license.id]);
    expect(await find({ expiresAfter: expiry.add(second) })).toEqual([]);
  });

  test("page by page, without missing one or showing one twice", async () => {
    const given = await givenInstallation();
    const made = [];
    for (let count = 0; count < 5; count++) made.unshift((await given.license()).license.id);
    const read: string[] = [];
    let before: string | null = null;
    do {
      const { items, next }: Awaited<ReturnType<typeof listPage>> = await listPage(before);
      read.push(...items.map(({ license }) => license.id));
      before = next;
    } while (before !== null);
    expect(read).toEqual(made);

    async function listPage(from: string | null) {
      return taken(await searchLicenses(given.withScope("read"), {}, { limit: 2, before: from }));
    }
  });
});
