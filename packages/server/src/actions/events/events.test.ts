import { expect, test } from "vitest";
import { activate } from "#actions/activations/activate.ts";
import { searchEvents } from "#actions/events/list.ts";
import { deactivateLicense } from "#actions/licenses/deactivate.ts";
import { editTerms } from "#actions/licenses/edit-terms.ts";
import { regenerateKey } from "#actions/licenses/regenerate-key.ts";
import type { EventSearch } from "#store/event-search.ts";
import { APPLICATION, type Given, givenInstallation, taken } from "#test/given.ts";

const page = { limit: 50, before: null };
const device = {
  name: "Mac",
  fingerprint: null,
  metadata: {},
  customerId: null,
  productIdentifier: null,
  idempotencyKey: null,
};

async function types(given: Given, search: EventSearch): Promise<string[]> {
  return taken(await searchEvents(given.withScope("read"), search, page)).items.map(({ type }) => type);
}

test("an event tells what happened, when, by whom, and the names of all that it is about", async () => {
  const given = await givenInstallation();
  const { license, key, order, customer, plan, product } = await given.license({ activationLimit: 1 });
  taken(await activate(given.as(APPLICATION), { ...device, licenseKey: key }));
  const [event] = taken(await searchEvents(given.withScope("read"), {}, page)).items;
  expect(event).toMatchObject({
    at: given.clock.now(),
    type: "activation.created",
    actor: { kind: "application", id: null, name: null },
    about: {
      productId: product.id,
      planId: plan.id,
      customerId: customer.id,
      orderId: order.id,
      licenseId: license.id,
      tokenId: null,
    },
    data: { name: "Mac", activationLimit: 1, activationUsage: 1 },
    license: { id: license.id, keyEnding: key.slice(-5), status: "active" },
    order: { id: order.id, number: 1001 },
    customer: { id: customer.id, name: "Ines Duarte", email: customer.email },
    plan: { id: plan.id, name: "Plan 1" },
    product: { id: product.id, name: "Product 1" },
  });
});

test("all that happens to a license is found by its order, customer, plan's product and by itself, the newest first", async () => {
  const given = await givenInstallation();
  const vendor = given.withScope("write");
  const { license, key, order, customer, product } = await given.license({ activationLimit: 1 });
  await given.license();
  const id = license.id;
  taken(await activate(given.as(APPLICATION), { ...device, licenseKey: key }));
  await activate(given.as(APPLICATION), { ...device, licenseKey: key });
  taken(await editTerms(vendor, { id, expected: null, activationLimit: 2 }));
  taken(await regenerateKey(vendor, { id, expected: null }));
  taken(await deactivateLicense(vendor, { id, expected: null }));

  const happened = [
    "license.deactivated",
    "license.regenerated",
    "license.edited",
    "activation.denied",
    "activation.created",
    "license.issued",
  ];
  expect(await types(given, { license: id })).toEqual(happened);
  expect(await types(given, { order: order.id })).toEqual([...happened, "order.placed"]);
  expect(await types(given, { customer: customer.id })).toEqual([...happened, "order.placed", "customer.created"]);
  expect(await types(given, { product: product.id })).toEqual([
    ...happened,
    "order.placed",
    "plan.created",
    "product.created",
  ]);
  expect(await types(given, { license: id, noun: "activation" })).toEqual(["activation.denied", "activation.created"]);
  expect(await types(given, { product: product.id, type: "license.issued" })).toEqual(["license.issued"]);
  expect(await types(given, { type: "license.issued" })).toHaveLength(2);
  expect(await types(given, { actor: "application" })).toEqual(["activation.denied", "activation.created"]);
  expect(await types(given, { actor: "token", license: id, noun: "license" })).toEqual(happened.slice(0, 3));
  expect(await types(given, { actor: "user" })).toEqual([]);
});

test("events are found by when they happened: from a moment on, and up to another without it", async () => {
  const given = await givenInstallation();
  await given.plan();
  given.clock.move({ hours: 1 });
  const from = given.clock.now();
  const plan = await given.plan();
  given.clock.move({ hours: 1 });
  const to = given.clock.now();
  await given.plan();
  const search = { product: plan.product.id };
  expect(await types(given, { from })).toHaveLength(4);
  expect(await types(given, { to })).toHaveLength(4);
  expect(await types(given, { from, to })).toEqual(["plan.created", "product.created"]);
  expect(await types(given, { ...search, from: to })).toEqual([]);
  expect(await types(given, { from: to.add({ hours: 1 }) })).toEqual([]);
  expect(await types(given, { to: from.subtract({ hours: 1 }) })).toEqual([]);
});

test("events are read page by page, without missing one or showing one twice", async () => {
  const given = await givenInstallation();
  for (let count = 0; count < 3; count++) await given.plan();
  const read = async (before: string | null) =>
    taken(await searchEvents(given.withScope("read"), { noun: "product" }, { limit: 2, before }));
  const first = await read(null);
  const second = await read(first.next);
  expect(first.items.map(({ product }) => product?.name)).toEqual(["Product 3", "Product 2"]);
  expect(second).toMatchObject({ items: [{ product: { name: "Product 1" } }], next: null });
});

test("no event ever tells a whole key, an old one's ending apart", async () => {
  const given = await givenInstallation();
  const { license, key } = await given.license();
  taken(await regenerateKey(given.withScope("write"), { id: license.id, expected: null }));
  const events = taken(await searchEvents(given.withScope("read"), {}, page)).items;
  expect(JSON.stringify(events)).not.toContain(key);
  expect(events[0]?.data).toEqual({ activationsEnded: 0, formerKeyEnding: key.slice(-5) });
});
