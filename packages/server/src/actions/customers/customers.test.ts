import { expect, test } from "vitest";
import { createCustomer } from "#actions/customers/create.ts";
import { editCustomer } from "#actions/customers/edit.ts";
import { getCustomer } from "#actions/customers/get.ts";
import { searchCustomers } from "#actions/customers/list.ts";
import { newId } from "#kit/ids.ts";
import { insertCustomer } from "#store/customers.ts";
import { givenInstallation, taken } from "#test/given.ts";

const ines = { email: "Ines@Northlight.example", name: "Ines Duarte", customerId: null };

test("a customer without an id of the vendor's is known by ours", async () => {
  const given = await givenInstallation();
  const customer = taken(await createCustomer(given.withScope("write"), ines));
  expect(customer).toMatchObject({ email: "Ines@Northlight.example", name: "Ines Duarte", customerId: customer.id });
  expect(await given.events()).toEqual(["customer.created"]);
});

test("an e-mail belongs to one customer, whatever its case, and so does an id", async () => {
  const given = await givenInstallation();
  taken(await createCustomer(given.withScope("write"), { ...ines, customerId: "cus-1" }));
  const before = await given.stored();
  expect(await createCustomer(given.withScope("write"), { ...ines, email: "ines@northlight.EXAMPLE" })).toMatchObject({
    errors: { email: [expect.any(String)] },
  });
  expect(
    await createCustomer(given.withScope("write"), { ...ines, email: "x@example.com", customerId: "cus-1" }),
  ).toMatchObject({ errors: { customerId: [expect.any(String)] } });
  expect(await given.stored()).toBe(before);
});

test("a customer is told with the number of their orders and licenses", async () => {
  const given = await givenInstallation();
  const { customer } = await given.license();
  expect(taken(await getCustomer(given.withScope("read"), customer.id))).toMatchObject({
    email: customer.email,
    orders: 1,
    licenses: 1,
  });
  expect(await getCustomer(given.withScope("read"), "nothing")).toMatchObject({ refusal: "CUSTOMER_NOT_FOUND" });
});

test("an edit changes the name or the vendor's id, records both, and is found by the new name", async () => {
  const given = await givenInstallation();
  const context = given.withScope("write");
  const { id } = taken(await createCustomer(context, { ...ines, customerId: "cus-1" }));
  const change = { name: "Ana Duarte", customerId: "cus-2" };
  const edited = taken(await editCustomer(context, { id, expected: [1], change }));
  expect(edited).toMatchObject({ ...change, email: ines.email, revision: 2 });
  const [, event] = await given.eventRows();
  expect(event).toMatchObject({ type: "customer.edited", customer_id: id });
  expect(JSON.parse(event?.data ?? "")).toEqual({
    name: { from: "Ines Duarte", to: "Ana Duarte" },
    customerId: { from: "cus-1", to: "cus-2" },
  });
  const find = async (search: string) =>
    taken(await searchCustomers(context, { search }, { limit: 10, before: null })).items.length;
  expect([await find("ana"), await find("ines d"), await find("ines@")]).toEqual([1, 0, 1]);
});

test("an edit from another state, to another's id or of nobody is refused, and one that changes nothing is no event", async () => {
  const given = await givenInstallation();
  const context = given.withScope("write");
  const { id } = taken(await createCustomer(context, { ...ines, customerId: "cus-1" }));
  taken(await createCustomer(context, { email: "tom@example.com", name: null, customerId: "cus-2" }));
  const before = await given.stored();
  const edit = (change: object, expected: readonly number[] | null = null) =>
    editCustomer(context, { id, expected, change });
  expect(await edit({ name: "Ana" }, [7])).toMatchObject({ refusal: "CHANGED_ELSEWHERE" });
  expect(await edit({ customerId: "cus-2" })).toMatchObject({ errors: { customerId: [expect.any(String)] } });
  expect(await editCustomer(context, { id: "x", expected: null, change: {} })).toMatchObject({
    refusal: "CUSTOMER_NOT_FOUND",
  });
  expect(taken(await edit({ name: ines.name, customerId: "cus-1" }))).toMatchObject({ revision: 1 });
  expect(await given.stored()).toBe(before);
});

test("customers are found by how their e-mail or name begins, however many there are", async () => {
  const given = await givenInstallation();
  const context = given.withScope("write");
  const make = async (email: string, name: string) =>
    taken(await createCustomer(context, { email, name, customerId: null }));
  await make("zoe@example.com", "Éva Holm");
  await make("eva@example.com", "Zoë");
  const find = async (search: string, limit = 10) =>
    taken(await searchCustomers(context, { search }, { limit, before: null })).items.map(({ email }) => email);
  expect(await find("E\u0301VA")).toEqual(["zoe@example.com"]);
  expect(await find("eva")).toEqual(["eva@example.com"]);
  expect(await find("zo")).toEqual(["eva@example.com", "zoe@example.com"]);
  expect(await find("%")).toEqual([]);

  // More than are looked up at once: they are then met on the way through all.
  await given.services.store.transaction(async (tx) => {
    for (let number = 0; number < 1001; number++)
      await insertCustomer(tx, {
        id: newId(given.clock.now()),
        customer_id: `many-${number}`,
        email: `zo${number}@example.com`,
        name: null,
        created_at: 0,
      });
    return { end: "commit", value: undefined };
  });
  expect(await find("ZO", 2)).toEqual(["zo1000@example.com", "zo999@example.com"]);
  expect(await find("eva")).toEqual(["eva@example.com"]);
});

test("customers are found by how their e-mail begins, in which % and _ mean nothing", async () => {
  const given = await givenInstallation();
  for (const email of ["ines@a.example", "INES.b@a.example", "i_x@a.example", "zoe@a.example"]) {
    taken(await createCustomer(given.withScope("write"), { ...ines, email }));
  }
  const find = async (search: { email?: string; search?: string }) =>
    taken(await searchCustomers(given.withScope("read"), search, { limit: 10, before: null })).items.map(
      ({ email }) => email,
    );
  expect(await find({ email: "ines" })).toEqual(["INES.b@a.example", "ines@a.example"]);
  expect(await find({ email: "I_" })).toEqual(["i_x@a.example"]);
  expect(await find({ email: "%" })).toEqual([]);
  expect(await find({})).toHaveLength(4);
});
