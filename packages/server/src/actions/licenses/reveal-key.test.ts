import { maskKey } from "@keywright/contract/license-key";
import { expect, test } from "vitest";
import { deactivateLicense } from "#actions/licenses/deactivate.ts";
import { getLicense } from "#actions/licenses/get.ts";
import { regenerateKey } from "#actions/licenses/regenerate-key.ts";
import { revealKey } from "#actions/licenses/reveal-key.ts";
import { placeOrder } from "#actions/orders/place.ts";
import type { Actor } from "#domain/actor.ts";
import { givenInstallation, taken } from "#test/given.ts";

const NOOR: Actor = { kind: "user", id: "00000000-0000-7000-8000-0000000000aa", name: "Noor Haddad", role: "support" };

test("a person has a whole key revealed, and the license's record tells who and when, each time", async () => {
  const given = await givenInstallation();
  const sold = await given.license();
  const noor = given.as(NOOR);
  expect(taken(await getLicense(noor, sold.license.id)).key).toBe(maskKey(sold.key));
  for (const hour of [1, 2]) {
    given.clock.move({ hours: 1 });
    expect(await revealKey(noor, sold.license.id)).toBe(sold.key);
    const events = (await given.eventRows()).filter(({ type }) => type === "license.key_revealed");
    expect(events).toHaveLength(hour);
    expect(events.at(-1)).toMatchObject({
      ...{ actor_kind: "user", actor_id: NOOR.id, actor_name: "Noor Haddad", data: "{}" },
      ...{ license_id: sold.license.id, order_id: sold.order.id, customer_id: sold.customer.id },
      ...{ plan_id: sold.plan.id, product_id: sold.product.id },
    });
  }
});

test("what a license's key is now is revealed, also once it was deactivated", async () => {
  const given = await givenInstallation();
  const { license, key } = await given.license();
  const noor = given.as(NOOR);
  const made = taken(await regenerateKey(noor, { id: license.id, expected: null }));
  expect(made.key).not.toBe(key);
  expect(await revealKey(noor, license.id)).toBe(made.key);
  const ended = taken(await deactivateLicense(noor, { id: license.id, expected: null }));
  expect(ended.key).toBe(maskKey(made.key));
  expect(await revealKey(noor, license.id)).toBe(made.key);
});

test("whoever places an order is told its key, and a call that repeats it is not", async () => {
  const given = await givenInstallation();
  const plan = await given.plan();
  const order = {
    ...{ plan: { id: plan.id }, customer: { email: "ines@example.com", name: null, customerId: null } },
    ...{ amount: null, idempotencyKey: "once" },
  };
  const place = async () => taken(await placeOrder(given.as(NOOR), order)).license;
  const placed = await place();
  const key = await revealKey(given.as(NOOR), placed?.license.id ?? "");
  expect(placed?.key).toBe(key);
  expect((await place())?.key).toBe(maskKey(String(key)));
});

test("nobody else's and no license's key is revealed, and nothing is stored", async () => {
  const given = await givenInstallation();
  const [own, other] = [await given.license(), await given.license()];
  const before = await given.stored();
  const readOnly: Actor = { ...NOOR, role: "read_only" };
  for (const [context, id, refusal] of [
    [given.as(readOnly), own.license.id, "FORBIDDEN"],
    [given.withScope("read"), own.license.id, "FORBIDDEN"],
    [given.withScope("write", own.product.id), other.license.id, "LICENSE_NOT_FOUND"],
    [given.as(NOOR), "nothing", "LICENSE_NOT_FOUND"],
  ] as const)
    expect(await revealKey(context, id)).toMatchObject({ refusal });
  expect(await given.stored()).toBe(before);
  expect(await revealKey(given.withScope("write", own.product.id), own.license.id)).toBe(own.key);
});
