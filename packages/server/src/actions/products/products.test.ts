import { describe, expect, test } from "vitest";
import { createProduct } from "#actions/products/create.ts";
import { editProduct } from "#actions/products/edit.ts";
import { getProduct } from "#actions/products/get.ts";
import { listAllProducts } from "#actions/products/list.ts";
import { type Given, givenInstallation, taken } from "#test/given.ts";

const studio = { name: "Halcyon Studio", identifier: null, keyPrefix: null, description: "", taxCode: "software" };

async function givenStudio(given: Given) {
  return taken(await createProduct(given.withScope("write"), studio));
}

describe("a new product", () => {
  test("gets an identifier and a key prefix from its name", async () => {
    const given = await givenInstallation();
    expect(await givenStudio(given)).toMatchObject({
      identifier: "halcyon-studio",
      keyPrefix: "HALC",
      revision: 1,
      createdAt: given.clock.now(),
    });
    expect(await given.eventRows()).toMatchObject([
      { type: "product.created", actor_kind: "token", actor_name: "write token" },
    ]);
  });

  test("keeps those that were chosen", async () => {
    const given = await givenInstallation();
    const product = taken(
      await createProduct(given.withScope("write"), { ...studio, identifier: "studio", keyPrefix: "HS" }),
    );
    expect(product).toMatchObject({ identifier: "studio", keyPrefix: "HS" });
  });

  test("is refused an identifier that another has, and one that its name does not suggest", async () => {
    const given = await givenInstallation();
    await givenStudio(given);
    const before = await given.stored();
    for (const name of ["Halcyon Studio", "软件"]) {
      expect(await createProduct(given.withScope("write"), { ...studio, name })).toMatchObject({
        refusal: "INVALID_REQUEST",
        errors: { identifier: [expect.any(String)] },
      });
    }
    expect(await given.stored()).toBe(before);
  });
});

describe("an edit of a product", () => {
  test("changes what it names, counts, and tells what was there before", async () => {
    const given = await givenInstallation();
    const { id } = await givenStudio(given);
    given.clock.move({ days: 1 });
    const edited = taken(
      await editProduct(given.withScope("write"), { id, expected: [1], change: { name: "Halcyon Pro" } }),
    );
    expect(edited).toMatchObject({
      name: "Halcyon Pro",
      identifier: "halcyon-studio",
      revision: 2,
      modifiedAt: given.clock.now(),
    });
    const [, event] = await given.eventRows();
    expect(event).toMatchObject({ type: "product.edited", product_id: id });
    expect(JSON.parse(event?.data ?? "")).toEqual({ name: { from: "Halcyon Studio", to: "Halcyon Pro" } });
  });

  test("that changes nothing stores nothing", async () => {
    const given = await givenInstallation();
    const { id } = await givenStudio(given);
    const before = await given.stored();
    expect(
      taken(await editProduct(given.withScope("write"), { id, expected: null, change: { name: "Halcyon Studio" } }))
        .revision,
    ).toBe(1);
    expect(await given.stored()).toBe(before);
  });

  test("is refused from another state, on no product, and to a taken identifier", async () => {
    const given = await givenInstallation();
    const { id } = await givenStudio(given);
    taken(await createProduct(given.withScope("write"), { ...studio, name: "Other" }));
    const before = await given.stored();
    const edit = (change: object) =>
      editProduct(given.withScope("write"), { id, expected: null, change: { name: "New" }, ...change });
    expect(await edit({ expected: [2, 3] })).toMatchObject({ refusal: "CHANGED_ELSEWHERE" });
    expect(await edit({ id: "nothing" })).toMatchObject({ refusal: "PRODUCT_NOT_FOUND" });
    expect(await edit({ change: { identifier: "other" } })).toMatchObject({
      errors: { identifier: [expect.any(String)] },
    });
    expect(await given.stored()).toBe(before);
  });
});

test("products are read one by one and page by page, the newest first", async () => {
  const given = await givenInstallation();
  const context = given.withScope("read");
  for (const name of ["One", "Two", "Three"]) taken(await createProduct(given.withScope("write"), { ...studio, name }));
  const first = taken(await listAllProducts(context, { limit: 2, before: null }));
  expect(first.items.map(({ name }) => name)).toEqual(["Three", "Two"]);
  const second = taken(await listAllProducts(context, { limit: 2, before: first.next }));
  expect(second).toMatchObject({ items: [{ name: "One" }], next: null });
  expect(await getProduct(context, first.items[0]?.id ?? "")).toMatchObject({ name: "Three" });
  expect(await getProduct(context, "nothing")).toMatchObject({ refusal: "PRODUCT_NOT_FOUND" });
});
