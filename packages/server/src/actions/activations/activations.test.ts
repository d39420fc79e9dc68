import { describe, expect, test } from "vitest";
import { activate } from "#actions/activations/activate.ts";
import { deactivate } from "#actions/activations/deactivate.ts";
import { listActivationsOfLicense } from "#actions/activations/list.ts";
import { revoke } from "#actions/activations/revoke.ts";
import { deactivateLicense } from "#actions/licenses/deactivate.ts";
import { editTerms } from "#actions/licenses/edit-terms.ts";
import { getLicense } from "#actions/licenses/get.ts";
import { validate } from "#actions/licenses/validate.ts";
import { APPLICATION, type Given, givenInstallation, taken } from "#test/given.ts";

const device = {
  name: null,
  fingerprint: null,
  metadata: {},
  customerId: null,
  productIdentifier: null,
  idempotencyKey: null,
};
const page = { limit: 10, before: null };

function on(given: Given, licenseKey: string, but: object = {}) {
  return activate(given.as(APPLICATION), { ...device, licenseKey, ...but });
}

async function usageOf(given: Given, id: string): Promise<number> {
  const rows = taken(await listActivationsOfLicense(given.withScope("read"), { id, ended: false }, page)).items.length;
  const { activationUsage } = taken(await getLicense(given.withScope("read"), id)).license;
  expect(activationUsage).toBe(rows);
  return activationUsage;
}

describe("activating", () => {
  test("takes a slot and keeps what the application tells about the device", async () => {
    const given = await givenInstallation();
    const { key, license } = await given.license({ activationLimit: 3 });
    const metadata = { os_version: "26.1", "10": [1, { deepKey: null }], 2: "first" };
    const activated = taken(await on(given, key, { name: "Studio Mac", fingerprint: "f-1", metadata }));
    expect(activated).toMatchObject({
      isNew: true,
      license: { license: { activationUsage: 1, activatedAt: given.clock.now() } },
    });
    const { items } = taken(
      await listActivationsOfLicense(given.withScope("read"), { id: license.id, ended: false }, page),
    );
    expect(items).toEqual([activated.activation]);
    expect(activated.activation).toMatchObject({
      name: "Studio Mac",
      fingerprint: "f-1",
      activatedAt: given.clock.now(),
      endedAt: null,
    });
    expect(JSON.stringify(activated.activation.metadata)).toBe(JSON.stringify(metadata));
  });

  test("records the activation, and nothing else", async () => {
    const given = await givenInstallation();
    const { key, license, product } = await given.license();
    expect(await given.eventsOf(() => on(given, key, { name: "Mac" }))).toEqual(["activation.created"]);
    expect((await given.eventRows()).at(-1)).toMatchObject({
      license_id: license.id,
      product_id: product.id,
      actor_kind: "application",
      actor_id: null,
    });
  });

  test("gives a known device its own activation back, and takes no second slot", async () => {
    const given = await givenInstallation();
    const { key, license } = await given.license({ activationLimit: 1 });
    const first = taken(await on(given, key, { fingerprint: "f", name: "Mac" }));
    const again = async () =>
      expect(taken(await on(given, key, { fingerprint: "f", name: "Other" }))).toMatchObject({
        isNew: false,
        activation: first.activation,
      });
    expect(await given.eventsOf(again)).toEqual([]);
    expect(await usageOf(given, license.id)).toBe(1);
  });

  test("without a fingerprint takes a slot each time, unless an idempotency key repeats", async () => {
    const given = await givenInstallation();
    const { key, license } = await given.license({ activationLimit: 3 });
    const first = taken(await on(given, key, { idempotencyKey: "once" }));
    expect(taken(await on(given, key, { idempotencyKey: "once" }))).toMatchObject({
      isNew: false,
      activation: { id: first.activation.id },
    });
    taken(await on(given, key));
    taken(await on(given, key, { idempotencyKey: "twice" }));
    expect(await usageOf(given, license.id)).toBe(3);
  });

  test("a call that repeats its idempotency key after the device was deactivated takes no new slot", async () => {
    const given = await givenInstallation();
    const { key, license } = await given.license();
    const { activation } = taken(await on(given, key, { idempotencyKey: "once" }));
    taken(await deactivate(given.as(APPLICATION), { licenseKey: key, instanceId: activation.id }));
    expect(taken(await on(given, key, { idempotencyKey: "once" }))).toMatchObject({
      isNew: false,
      activation: { id: activation.id },
    });
    expect(await usageOf(given, license.id)).toBe(0);
  });

  test("the same fingerprint on two licenses is two activations, and a device that left may come back as a new one", async () => {
    const given = await givenInstallation();
    const [one, other] = [await given.license(), await given.license()];
    const first = taken(await on(given, one.key, { fingerprint: "f" }));
    expect(taken(await on(given, other.key, { fingerprint: "f" })).isNew).toBe(true);
    taken(await deactivate(given.as(APPLICATION), { licenseKey: one.key, instanceId: first.activation.id }));
    const back = taken(await on(given, one.key, { fingerprint: "f" }));
    expect(back.isNew).toBe(true);
    expect(back.activation.id).not.toBe(first.activation.id);
  });

  test("starts the time of a license that counts from its first activation, once", async () => {
    const given = await givenInstallation();
    const { key, expiresAt } = await given.license({ expiry: { value: 1, unit: "months", from: "first_activation" } });
    expect(expiresAt).toBeNull();
    given.clock.set("2026-05-31T10:00:00Z");
    expect(taken(await on(given, key)).license.expiresAt?.toString()).toBe("2026-06-30T10:00:00Z");
    given.clock.move({ days: 3 });
    expect(taken(await on(given, key)).license.expiresAt?.toString()).toBe("2026-06-30T10:00:00Z");
  });
});

describe("a refused activation", () => {
  test("of a full license goes on record with how full it was, and changes nothing else", async () => {
    const given = await givenInstallation();
    const { key, license } = await given.license({ activationLimit: 1 });
    taken(await on(given, key));
    const events = await given.eventsOf(async () => {
      expect(await on(given, key, { name: "Second" })).toEqual({
        refusal: "ACTIVATION_LIMIT_REACHED",
        detail: "Activation limit reached (1/1).",
        activationLimit: 1,
        activationUsage: 1,
      });
    });
    expect(events).toEqual(["activation.denied"]);
    const data = JSON.parse((await given.eventRows()).at(-1)?.data ?? "");
    expect(data).toMatchObject({
      code: "ACTIVATION_LIMIT_REACHED",
      name: "Second",
      activationLimit: 1,
      activationUsage: 1,
    });
    expect(await usageOf(given, license.id)).toBe(1);
  });

  test("of an expired license goes on record, within its grace too", async () => {
    const given = await givenInstallation();
    const { key } = await given.license({ expiry: { value: 1, unit: "days", from: "purchase" }, graceDays: 5 });
    given.clock.move({ days: 2 });
    const events = await given.eventsOf(async () =>
      expect(await on(given, key)).toMatchObject({ refusal: "LICENSE_EXPIRED" }),
    );
    expect(events).toEqual(["activation.denied"]);
  });

  test("for another customer or product says no more than that the key is not theirs", async () => {
    const given = await givenInstallation();
    const { key, customer, product } = await given.license();
    expect(await on(given, key, { customerId: "another" })).toMatchObject({ refusal: "LICENSE_NOT_FOUND" });
    expect(await on(given, key, { productIdentifier: "another" })).toMatchObject({ refusal: "LICENSE_NOT_FOUND" });
    expect(
      taken(await on(given, key, { customerId: customer.customerId, productIdentifier: product.identifier })).isNew,
    ).toBe(true);
  });

  test("with an unknown key or too much metadata stores nothing at all", async () => {
    const given = await givenInstallation();
    const { key } = await given.license();
    const before = await given.stored();
    expect(await on(given, "nothing")).toMatchObject({ refusal: "LICENSE_NOT_FOUND" });
    expect(await on(given, key, { metadata: { text: "x".repeat(9000) } })).toMatchObject({
      errors: { metadata: [expect.any(String)] },
    });
    expect(await given.stored()).toBe(before);
  });
});

describe("a full license whose plan frees unseen devices", () => {
  async function givenFull(given: Given) {
    const license = await given.license({ activationLimit: 2, releaseAfterDays: 30 });
    const lost = taken(await on(given, license.key, { name: "Lost" })).activation;
    const kept = taken(await on(given, license.key, { name: "Kept" })).activation;
    return { ...license, lost, kept };
  }

  test("lets a new device take the slot of the one seen longest ago, and records both", async () => {
    const given = await givenInstallation();
    const { key, license, lost, kept } = await givenFull(given);
    given.clock.move({ days: 29 });
    taken(
      await validate(given.as(APPLICATION), {
        licenseKey: key,
        instanceId: kept.id,
        fingerprint: null,
        productIdentifier: null,
      }),
    );
    expect(await on(given, key)).toMatchObject({ refusal: "ACTIVATION_LIMIT_REACHED" });
    given.clock.move({ days: 1 });
    expect(await given.eventsOf(() => on(given, key, { name: "New" }))).toEqual([
      "activation.released",
      "activation.created",
    ]);
    expect(await usageOf(given, license.id)).toBe(2);
    const { items } = taken(
      await listActivationsOfLicense(given.withScope("read"), { id: license.id, ended: true }, page),
    );
    expect(items.map(({ id }) => id)).toEqual([lost.id]);
  });

  test("counts what was seen in the last second, though it is not written yet", async () => {
    const given = await givenInstallation();
    const { key, lost, kept } = await givenFull(given);
    given.clock.move({ days: 30 });
    for (const { id } of [lost, kept]) {
      taken(
        await validate(given.as(APPLICATION), {
          licenseKey: key,
          instanceId: id,
          fingerprint: null,
          productIdentifier: null,
        }),
      );
    }
    expect(await on(given, key)).toMatchObject({ refusal: "ACTIVATION_LIMIT_REACHED" });
  });
});

describe("ending an activation", () => {
  test("by the application frees the slot, once", async () => {
    const given = await givenInstallation();
    const { key, license } = await given.license({ activationLimit: 1 });
    const { activation } = taken(await on(given, key));
    const end = () => deactivate(given.as(APPLICATION), { licenseKey: key, instanceId: activation.id });
    expect(await given.eventsOf(async () => expect(await end()).toEqual(given.clock.now()))).toEqual([
      "activation.deactivated",
    ]);
    expect(
      await given.eventsOf(async () => expect(await end()).toMatchObject({ refusal: "INSTANCE_NOT_FOUND" })),
    ).toEqual([]);
    expect(await usageOf(given, license.id)).toBe(0);
    expect(taken(await on(given, key)).isNew).toBe(true);
  });

  test("by the vendor frees the slot, and the license stays valid", async () => {
    const given = await givenInstallation();
    const { key, license } = await given.license({ activationLimit: 1 });
    const { activation } = taken(await on(given, key));
    const end = () => revoke(given.withScope("write"), { id: license.id, instanceId: activation.id, expected: null });
    expect(await given.eventsOf(async () => taken(await end()))).toEqual(["activation.revoked"]);
    expect(await end()).toMatchObject({ refusal: "INSTANCE_NOT_FOUND" });
    const asked = { licenseKey: key, fingerprint: null, productIdentifier: null };
    expect(taken(await validate(given.as(APPLICATION), { ...asked, instanceId: null })).verdict.code).toBe("VALID");
    expect(taken(await validate(given.as(APPLICATION), { ...asked, instanceId: activation.id })).verdict.code).toBe(
      "INSTANCE_NOT_FOUND",
    );
    expect(await usageOf(given, license.id)).toBe(0);
  });

  test("works on expired and on deactivated licenses", async () => {
    const given = await givenInstallation();
    const { key, license } = await given.license();
    const [one, other] = [taken(await on(given, key)).activation, taken(await on(given, key)).activation];
    taken(await editTerms(given.withScope("write"), { id: license.id, expected: null, expiresOn: given.clock.now() }));
    taken(await deactivate(given.as(APPLICATION), { licenseKey: key, instanceId: one.id }));
    taken(await deactivateLicense(given.withScope("write"), { id: license.id, expected: null }));
    taken(await deactivate(given.as(APPLICATION), { licenseKey: key, instanceId: other.id }));
    expect(await usageOf(given, license.id)).toBe(0);
  });

  test("is refused for unknown keys, another license's instance, and from another state", async () => {
    const given = await givenInstallation();
    const [one, other] = [await given.license(), await given.license()];
    const { activation } = taken(await on(given, other.key));
    const before = await given.stored();
    expect(await deactivate(given.as(APPLICATION), { licenseKey: "nothing", instanceId: activation.id })).toMatchObject(
      { refusal: "LICENSE_NOT_FOUND" },
    );
    expect(await deactivate(given.as(APPLICATION), { licenseKey: one.key, instanceId: activation.id })).toMatchObject({
      refusal: "INSTANCE_NOT_FOUND",
    });
    const end = (but: object) =>
      revoke(given.withScope("write"), { id: other.license.id, instanceId: activation.id, expected: null, ...but });
    expect(await end({ id: "nothing" })).toMatchObject({ refusal: "LICENSE_NOT_FOUND" });
    expect(await end({ id: one.license.id })).toMatchObject({ refusal: "INSTANCE_NOT_FOUND" });
    expect(await end({ expected: [2] })).toMatchObject({ refusal: "CHANGED_ELSEWHERE" });
    expect(await given.stored()).toBe(before);
  });
});

test("a license's activations are listed page by page, those in use apart from those that ended", async () => {
  const given = await givenInstallation();
  const { key, license } = await given.license();
  const ids = [];
  for (let count = 0; count < 3; count++) ids.unshift(taken(await on(given, key)).activation.id);
  taken(await deactivate(given.as(APPLICATION), { licenseKey: key, instanceId: ids[1] ?? "" }));
  const list = async (ended: boolean, limit: number, before: string | null) =>
    taken(await listActivationsOfLicense(given.withScope("read"), { id: license.id, ended }, { limit, before }));
  const first = await list(false, 1, null);
  const second = await list(false, 1, first.next);
  expect([...first.items, ...second.items].map(({ id }) => id)).toEqual([ids[0], ids[2]]);
  expect(second.next).toBeNull();
  expect((await list(true, 10, null)).items.map(({ id }) => id)).toEqual([ids[1]]);
  expect(await listActivationsOfLicense(given.withScope("read"), { id: "nothing", ended: false }, page)).toMatchObject({
    refusal: "LICENSE_NOT_FOUND",
  });
});
