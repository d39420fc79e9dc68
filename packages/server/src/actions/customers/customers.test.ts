import { expect, test } from "vitest";
import { createCustomer } from "#actions/customers/create.ts";
import { searchCustomers } from "#actions/customers/list.ts";
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

test("customers are found by how their e-mail begins, in which % and _ mean nothing", async () => {
  const given = await givenInstallation();
  for (const email of ["ines@a.example", "INES.b@a.example", "i_x@a.example", "zoe@a.example"]) {
    taken(await createCustomer(given.withScope("write"), { ...ines, email }));
  }
  const find = async (start: string | null) =>
    taken(await searchCustomers(given.withScope("read"), start, { limit: 10, before: null })).items.map(
      ({ email }) => email,
    );
  expect(await find("ines")).toEqual(["INES.b@a.example", "ines@a.example"]);
  expect(await find("I_")).toEqual(["i_x@a.example"]);
  expect(await find("%")).toEqual([]);
  expect(await find(null)).toHaveLength(4);
});
