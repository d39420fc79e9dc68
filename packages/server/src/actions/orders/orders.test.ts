import { isIssuedFormat } from "@keywright/contract/license-key";
import { describe, expect, test } from "vitest";
import type { Context } from "#actions/context.ts";
import { deactivateLicense } from "#actions/licenses/deactivate.ts";
import { validate } from "#actions/licenses/validate.ts";
import { getOrder } from "#actions/orders/get.ts";
import { searchOrders } from "#actions/orders/list.ts";
import { placeOrder } from "#actions/orders/place.ts";
import { editPlan } from "#actions/plans/edit.ts";
import { editProduct } from "#actions/products/edit.ts";
import type { Plan } from "#domain/plans/plan.ts";
import { APPLICATION, givenInstallation, OPERATOR, taken } from "#test/given.ts";

const ines = { email: "ines@northlight.example", name: "Ines Duarte", customerId: null };
const page = { limit: 10, before: null };

describe("an order of a licensed plan", () => {
  test("issues a license with the plan's terms, whose key works at once", async () => {
    const given = await givenInstallation();
    const plan = await given.plan({
      activationLimit: 5,
      expiry: { value: 1, unit: "years", from: "purchase" },
      graceDays: 7,
    });
    const amount = { value: "149.00", currency: "EUR" };
    const order = taken(
      await placeOrder(given.withScope("write"), { plan: { identifier: plan.identifier }, customer: ines, amount }),
    );

    expect(order).toMatchObject({
      order: { number: 1001, status: "complete", source: "api", amount },
      customer: { email: ines.email, name: ines.name },
    });
    expect(order.license).toMatchObject({
      status: "active",
      license: { activationLimit: 5, activationUsage: 0, graceDays: 7 },
      plan: { version: 1, isLatest: true },
    });
    expect(order.license?.expiresAt?.toString()).toBe("2027-03-10T09:30:00Z");
    const key = order.license?.key ?? "";
    expect(isIssuedFormat(key)).toBe(true);
    expect(key.startsWith("PROD-")).toBe(true);
    const asked = { licenseKey: key, instanceId: null, fingerprint: null, productIdentifier: plan.product.identifier };
    expect(taken(await validate(given.as(APPLICATION), asked)).verdict.code).toBe("VALID");
  });

  test("records the customer, the order and the license, and nothing else", async () => {
    const given = await givenInstallation();
    const plan = await given.plan();
    const place = () => placeOrder(given.withScope("write"), { plan: { id: plan.id }, customer: ines, amount: null });
    expect(await given.eventsOf(place)).toEqual(["customer.created", "order.placed", "license.issued"]);
    expect(await given.eventsOf(place)).toEqual(["order.placed", "license.issued"]);
    const issued = (await given.eventRows()).at(-1);
    const { items } = taken(await searchOrders(given.withScope("read"), { number: 1002 }, page));
    expect(issued).toMatchObject({
      order_id: items[0]?.order.id,
      license_id: items[0]?.license?.license.id,
      plan_id: plan.id,
      product_id: plan.product.id,
    });
  });

  test("keeps its terms when the plan is edited afterwards, and says that there is a newer version", async () => {
    const given = await givenInstallation();
    const plan = await given.plan({ activationLimit: 5 });
    const { order } = taken(
      await placeOrder(given.withScope("write"), { plan: { id: plan.id }, customer: ines, amount: null }),
    );
    taken(
      await editPlan(given.withScope("write"), {
        id: plan.id,
        expected: null,
        change: {},
        terms: { activationLimit: 1 },
      }),
    );
    const read = taken(await getOrder(given.withScope("read"), order.id));
    expect(read.license).toMatchObject({ license: { activationLimit: 5 }, plan: { version: 1, isLatest: false } });
  });

  test("takes the key prefix that the product has now", async () => {
    const given = await givenInstallation();
    const plan = await given.plan();
    taken(
      await editProduct(given.withScope("write"), {
        id: plan.product.id,
        expected: null,
        change: { keyPrefix: "HALCYON" },
      }),
    );
    const order = taken(
      await placeOrder(given.withScope("write"), { plan: { id: plan.id }, customer: ines, amount: null }),
    );
    expect(order.license?.key).toMatch(/^HALCYON-/);
  });
});

test("an order of a plan without licenses has none", async () => {
  const given = await givenInstallation();
  const plan = await given.plan(null);
  const place = async () => {
    const order = taken(await placeOrder(given.as(OPERATOR), { plan: { id: plan.id }, customer: ines, amount: null }));
    expect(order).toMatchObject({ license: null, order: { source: "manual" } });
  };
  expect(await given.eventsOf(place)).toEqual(["customer.created", "order.placed"]);
});

test("an order by a known e-mail is that customer's, whatever its case", async () => {
  const given = await givenInstallation();
  const plan = await given.plan();
  const place = async (customer: typeof ines) =>
    taken(await placeOrder(given.as(OPERATOR), { plan: { id: plan.id }, customer, amount: null }));
  const first = await place(ines);
  const second = await place({ ...ines, email: "INES@northlight.example", name: "Somebody" });
  expect(second.customer).toEqual(first.customer);
  expect(second.order.number).toBe(first.order.number + 1);
});

test("a refused order leaves nothing behind, not even its customer or a gap in the numbers", async () => {
  const given = await givenInstallation();
  const plan = await given.plan({ expiry: { value: 7000, unit: "years", from: "purchase" } });
  const before = await given.stored();
  const place = (but: object) =>
    placeOrder(given.as(OPERATOR), { plan: { id: plan.id }, customer: ines, amount: null, ...but });
  expect(await place({ plan: { identifier: "nothing" } })).toMatchObject({ refusal: "PLAN_NOT_FOUND" });
  given.clock.set("3500-01-01T00:00:00Z");
  expect(await place({})).toMatchObject({ refusal: "INVALID_REQUEST" });
  expect(await given.stored()).toBe(before);
});

test("an order is refused when the vendor's id of the customer is another's", async () => {
  const given = await givenInstallation();
  const plan = await given.plan();
  const place = (customer: object) =>
    placeOrder(given.as(OPERATOR), { plan: { id: plan.id }, customer: { ...ines, ...customer }, amount: null });
  taken(await place({ customerId: "cus-1" }));
  for (const customer of [{ customerId: "cus-2" }, { email: "zoe@example.com", customerId: "cus-1" }]) {
    expect(await place(customer)).toMatchObject({ errors: { "customer.customerId": [expect.any(String)] } });
  }
});

test("orders are found by customer, plan, source, time and where their license stands, each alone and together", async () => {
  const given = await givenInstallation();
  const context = given.withScope("read");
  const find = async (search: object) =>
    taken(await searchOrders(context, search, page)).items.map(({ order }) => order.number);
  const [licensed, plain] = [
    await given.plan({ expiry: { value: 3, unit: "days", from: "purchase" } }),
    await given.plan(null),
  ];
  const place = async (plan: Plan, actor: Context, email: string, name: string) =>
    taken(await placeOrder(actor, { plan: { id: plan.id }, customer: { ...ines, email, name }, amount: null }));
  const first = await place(licensed, given.withScope("write"), "ines@a.example", "Ines Duarte");
  given.clock.move({ days: 1 });
  const noon = given.clock.now();
  await place(plain, given.as(OPERATOR), "tom@a.example", "Øyvind Tom");
  given.clock.move({ days: 1 });
  const third = await place(licensed, given.as(OPERATOR), "tom@a.example", "Øyvind Tom");

  expect(await find({ search: "1002" })).toEqual([1002]);
  expect(await find({ search: "TOM@" })).toEqual([1003, 1002]);
  expect(await find({ search: "øyv" })).toEqual([1003, 1002]);
  expect(await find({ search: "duarte" })).toEqual([]);
  expect(await find({ customer: first.customer.id })).toEqual([1001]);
  expect(await find({ plan: licensed.identifier })).toEqual([1003, 1001]);
  expect(await find({ plan: licensed.id, product: plain.product.id })).toEqual([]);
  expect(await find({ source: "manual" })).toEqual([1003, 1002]);
  expect(await find({ source: "api", plan: licensed.id })).toEqual([1001]);
  expect(await find({ from: noon })).toEqual([1003, 1002]);
  expect(await find({ to: noon })).toEqual([1001]);
  expect(await find({ from: noon, to: noon.add({ seconds: 1 }) })).toEqual([1002]);
  expect(await find({ from: given.clock.now().add({ seconds: 1 }) })).toEqual([]);

  expect(await find({ status: "none" })).toEqual([1002]);
  expect(await find({ status: "none", plan: licensed.id })).toEqual([]);
  expect(await find({ status: "active" })).toEqual([1003, 1001]);
  expect(await find({ status: "active", source: "api" })).toEqual([1001]);
  expect(await find({ status: "active", search: "tom", number: 1003 })).toEqual([1003]);
  expect(await find({ status: "active", to: noon })).toEqual([1001]);
  expect(await find({ status: "active", from: noon })).toEqual([1003]);
  given.clock.move({ days: 1 });
  expect(await find({ status: "expired" })).toEqual([1001]);
  taken(await deactivateLicense(given.withScope("write"), { id: third.license?.license.id ?? "", expected: null }));
  expect(await find({ status: "deactivated" })).toEqual([1003]);
  expect(await find({ status: "in_grace" })).toEqual([]);
});

test("orders whose licenses stand alike are read page by page, without missing one", async () => {
  const given = await givenInstallation();
  const plan = await given.plan();
  for (const email of ["a@example.com", "b@example.com", "c@example.com"])
    taken(await placeOrder(given.as(OPERATOR), { plan: { id: plan.id }, customer: { ...ines, email }, amount: null }));
  const read = async (before: string | null) =>
    taken(await searchOrders(given.withScope("read"), { status: "active" }, { limit: 2, before }));
  const first = await read(null);
  expect(first.items.map(({ order }) => order.number)).toEqual([1003, 1002]);
  expect(await read(first.next)).toMatchObject({ items: [{ order: { number: 1001 } }], next: null });
});

test("orders are found by e-mail, number and product, and read page by page", async () => {
  const given = await givenInstallation();
  const [desk, pad] = [await given.plan(), await given.plan(null)];
  for (const [plan, email] of [
    [desk, "a@example.com"],
    [pad, "b@example.com"],
    [desk, "b@example.com"],
  ] as const) {
    taken(await placeOrder(given.as(OPERATOR), { plan: { id: plan.id }, customer: { ...ines, email }, amount: null }));
  }
  const context = given.withScope("read");
  const find = async (search: object) =>
    taken(await searchOrders(context, search, page)).items.map(({ order }) => order.number);
  expect(await find({})).toEqual([1003, 1002, 1001]);
  expect(await find({ email: "B@example.com" })).toEqual([1003, 1002]);
  expect(await find({ number: 1002 })).toEqual([1002]);
  expect(await find({ product: desk.product.identifier })).toEqual([1003, 1001]);
  expect(await find({ product: pad.product.id, email: "a@example.com" })).toEqual([]);
  const first = taken(await searchOrders(context, {}, { limit: 2, before: null }));
  const second = taken(await searchOrders(context, {}, { limit: 2, before: first.next }));
  expect(second).toMatchObject({ items: [{ order: { number: 1001 } }], next: null });
  expect(await getOrder(context, "nothing")).toMatchObject({ refusal: "ORDER_NOT_FOUND" });
});
