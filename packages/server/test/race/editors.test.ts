import { expect, test } from "vitest";
import { atOnce, givenProcesses, tally } from "#test/race/processes.ts";

const EDITORS = 12;

test.each(["products", "plans", "customers", "licenses"] as const)(
  "of those who edit one of the %s at once from the same state, one is taken and the others are told",
  async (things) => {
    const { given, servers, expectNoTrouble } = await givenProcesses(2);
    const token = await given.token();
    const { license } = await given.license({ activationLimit: 3 });
    const [{ id = "" } = {}] =
      things === "licenses"
        ? [license]
        : await given.services.store.read.selectFrom(things).select("id").limit(1).execute();
    const change = (number: number) =>
      things === "licenses" ? { activationLimit: 10 + number } : { name: `Name ${number}` };

    const answers = await atOnce(EDITORS, servers, (server, number) =>
      server.call("PATCH", `/api/v1/${things}/${id}`, { token, body: change(number), headers: { "if-match": '"1"' } }),
    );

    expect(tally(answers.map(({ status }) => status))).toEqual({ 200: 1, 412: EDITORS - 1 });
    expect(tally(await given.events())[`${things.slice(0, -1)}.edited`]).toBe(1);
    expectNoTrouble();
  },
);

test("of those who order at once for a new e-mail, all are served, and the customer is added once", async () => {
  const { given, servers, expectNoTrouble } = await givenProcesses(2);
  const token = await given.token();
  const plan = await given.plan();

  const answers = await atOnce(EDITORS, servers, (server) =>
    server.call("POST", "/api/v1/orders", {
      token,
      body: { planId: plan.id, customer: { email: "ines@example.com" } },
    }),
  );

  expect(tally(answers.map(({ status }) => status))).toEqual({ 201: EDITORS });
  expect(new Set(answers.map(({ body }) => body.customer.id)).size).toBe(1);
  const numbers = answers.map(({ body }) => body.number).sort((one, other) => one - other);
  expect(numbers).toEqual(Array.from({ length: EDITORS }, (_, index) => numbers[0] + index));
  expectNoTrouble();
});

test("of those who take one identifier at once, one gets it and the others are told", async () => {
  const { given, servers, expectNoTrouble } = await givenProcesses(2);
  const token = await given.token();

  const answers = await atOnce(EDITORS, servers, (server) =>
    server.call("POST", "/api/v1/products", { token, body: { name: "Desk", identifier: "desk" } }),
  );

  expect(tally(answers.map(({ status }) => status))).toEqual({ 201: 1, 400: EDITORS - 1 });
  expect(tally(await given.events())["product.created"]).toBe(1);
  expectNoTrouble();
});
