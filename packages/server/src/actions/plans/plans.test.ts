import { describe, expect, test } from "vitest";
import { createPlan } from "#actions/plans/create.ts";
import { editPlan } from "#actions/plans/edit.ts";
import { getPlan } from "#actions/plans/get.ts";
import { listPlansOfProduct } from "#actions/plans/list.ts";
import { listAllPlans } from "#actions/plans/list-all.ts";
import { previewPlan } from "#actions/plans/preview.ts";
import { givenInstallation, taken } from "#test/given.ts";

const yearly = { name: "Yearly", identifier: null, description: "", terms: null };

describe("a new plan", () => {
  test("without terms issues no license", async () => {
    const given = await givenInstallation();
    const { product } = await given.plan();
    const plan = taken(await createPlan(given.withScope("write"), { ...yearly, productId: product.id }));
    expect(plan).toMatchObject({
      identifier: "product-1-yearly",
      version: 1,
      product: { id: product.id },
      terms: { enabled: false },
    });
  });

  test("with some terms is licensed: unlimited, for ever and without grace where nothing else is said", async () => {
    const given = await givenInstallation();
    const { product } = await given.plan();
    const events = await given.eventsOf(async () => {
      const plan = taken(
        await createPlan(given.withScope("write"), { ...yearly, productId: product.id, terms: { activationLimit: 5 } }),
      );
      expect(plan.terms).toEqual({
        enabled: true,
        activationLimit: 5,
        expiry: null,
        graceDays: 0,
        releaseAfterDays: null,
      });
    });
    expect(events).toEqual(["plan.created"]);
  });

  test("is refused on no product, with a taken identifier, above the ceiling, and past the year 9999", async () => {
    const given = await givenInstallation();
    const { product, identifier } = await given.plan();
    const before = await given.stored();
    const create = (but: object) => createPlan(given.withScope("write"), { ...yearly, productId: product.id, ...but });
    expect(await create({ productId: "nothing" })).toMatchObject({ refusal: "PRODUCT_NOT_FOUND" });
    expect(await create({ identifier })).toMatchObject({ errors: { identifier: [expect.any(String)] } });
    expect(await create({ terms: { activationLimit: 101 } })).toMatchObject({
      errors: { "license.activationLimit": ["Must be at most 100."] },
    });
    const expiry = { value: 8000, unit: "years", from: "purchase" };
    expect(await create({ terms: { expiry } })).toMatchObject({
      errors: { "license.expiry.value": [expect.any(String)] },
    });
    expect(await given.stored()).toBe(before);
  });

  test("may have a higher limit where the installation's ceiling is higher", async () => {
    const given = await givenInstallation({ KEYWRIGHT_ACTIVATION_LIMIT_CEILING: "5000" });
    expect((await given.plan({ activationLimit: 5000 })).terms.activationLimit).toBe(5000);
  });
});

describe("an edit of a plan", () => {
  test("changes the terms that it names, and makes a new version", async () => {
    const given = await givenInstallation();
    const { id } = await given.plan({ activationLimit: 3, graceDays: 7 });
    const events = await given.eventsOf(async () => {
      const plan = taken(
        await editPlan(given.withScope("write"), {
          id,
          expected: [1],
          change: { name: "New" },
          terms: { activationLimit: 5 },
        }),
      );
      expect(plan).toMatchObject({
        name: "New",
        version: 2,
        terms: { enabled: true, activationLimit: 5, graceDays: 7 },
      });
    });
    expect(events).toEqual(["plan.edited"]);
  });

  test("that changes nothing, or is refused, stores nothing", async () => {
    const given = await givenInstallation();
    const { id } = await given.plan({ activationLimit: 3 });
    const { identifier } = await given.plan();
    const before = await given.stored();
    const edit = (but: object) =>
      editPlan(given.withScope("write"), { id, expected: null, change: {}, terms: {}, ...but });
    expect(taken(await edit({ terms: { activationLimit: 3 } })).version).toBe(1);
    expect(await edit({ id: "nothing" })).toMatchObject({ refusal: "PLAN_NOT_FOUND" });
    expect(await edit({ expected: [7] })).toMatchObject({ refusal: "CHANGED_ELSEWHERE" });
    expect(await edit({ change: { identifier } })).toMatchObject({ errors: { identifier: [expect.any(String)] } });
    expect(await edit({ terms: { activationLimit: 101 } })).toMatchObject({ refusal: "INVALID_REQUEST" });
    expect(await given.stored()).toBe(before);
  });
});

test("plans are read one by one, product by product and all together, the newest first", async () => {
  const given = await givenInstallation();
  const first = await given.plan();
  const other = await given.plan();
  const second = taken(await createPlan(given.withScope("write"), { ...yearly, productId: first.product.id }));
  const context = given.withScope("read");
  const listed = taken(await listPlansOfProduct(context, first.product.id, { limit: 10, before: null }));
  expect(listed.items.map(({ id }) => id)).toEqual([second.id, first.id]);
  expect(await listPlansOfProduct(context, "nothing", { limit: 10, before: null })).toMatchObject({
    refusal: "PRODUCT_NOT_FOUND",
  });
  const all = taken(await listAllPlans(context, { limit: 2, before: null }));
  expect(all.items.map(({ id }) => id)).toEqual([second.id, other.id]);
  expect(taken(await listAllPlans(context, { limit: 2, before: all.next })).items).toEqual([first]);
  expect(await getPlan(context, first.id)).toMatchObject({ identifier: first.identifier, orderCount: 0 });
  expect(await getPlan(context, "nothing")).toMatchObject({ refusal: "PLAN_NOT_FOUND" });
});

test("a plan tells how many orders it has had", async () => {
  const given = await givenInstallation();
  const { plan } = await given.license();
  expect(await getPlan(given.withScope("read"), plan.id)).toMatchObject({ orderCount: 1 });
});

describe("a preview of terms", () => {
  test("gives the dates and the limit that an order placed now then gives", async () => {
    const given = await givenInstallation();
    const terms = { expiry: { value: 1, unit: "months", from: "purchase" }, graceDays: 7, activationLimit: 5 } as const;
    const preview = taken(await previewPlan(given.withScope("read"), terms));
    const license = await given.license(terms);
    expect(preview).toEqual({
      issuedAt: license.createdAt,
      expiresAt: license.expiresAt,
      stopsWorkingAt: license.graceEndsAt,
      activationLimit: license.license.activationLimit,
    });
  });

  test("counts from now, too, where the first activation starts the time", async () => {
    const given = await givenInstallation();
    const preview = await previewPlan(given.withScope("read"), {
      expiry: { value: 30, unit: "days", from: "first_activation" },
    });
    expect(taken(preview).expiresAt?.toString()).toBe("2026-04-09T09:30:00Z");
  });

  test("says never and unlimited where the terms say nothing, and nothing at all where they issue no license", async () => {
    const given = await givenInstallation();
    const nothing = { issuedAt: null, expiresAt: null, stopsWorkingAt: null, activationLimit: null };
    expect(await previewPlan(given.withScope("read"), {})).toEqual({ ...nothing, issuedAt: given.clock.now() });
    expect(await previewPlan(given.withScope("read"), { enabled: false, activationLimit: 5 })).toEqual(nothing);
  });

  test("is refused where a plan with these terms would be, by the same fields", async () => {
    const given = await givenInstallation();
    const tooMuch = { activationLimit: 101, expiry: { value: 9000, unit: "years", from: "purchase" } } as const;
    expect(await previewPlan(given.withScope("read"), tooMuch)).toMatchObject({
      errors: { "license.activationLimit": [expect.any(String)], "license.expiry.value": [expect.any(String)] },
    });
  });
});
