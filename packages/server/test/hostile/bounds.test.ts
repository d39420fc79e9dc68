import { expect, test } from "vitest";
import { givenServer } from "#test/given.ts";
import { expectProblem } from "#test/hostile/problem.ts";

/* Dates and numbers at and beyond their bounds. */

/** What may be sent as an expiry, and the moment that it is. */
const DATES: Record<string, string> = {
  "1970-01-01T00:00:00Z": "1970-01-01T00:00:00Z",
  "9999-12-31T23:59:59Z": "9999-12-31T23:59:59Z",
  "9999-12-31T23:59:59+00:01": "9999-12-31T23:58:59Z",
  "2028-02-29T12:00:00Z": "2028-02-29T12:00:00Z",
  "2027-08-30T12:00:00+05:30": "2027-08-30T06:30:00Z",
  "2027-01-01T00:30:00+14:00": "2026-12-31T10:30:00Z",
  "2027-08-30T12:00:00-00:00": "2027-08-30T12:00:00Z",
  "2027-08-30T12:00:00.999999999Z": "2027-08-30T12:00:00Z",
  "2027-08-30t12:00:00z": "2027-08-30T12:00:00Z",
  // A leap second is the last second before midnight, since no clock here counts it.
  "2016-12-31T23:59:60Z": "2016-12-31T23:59:59Z",
};

const NO_DATES = [
  ...["10000-01-01T00:00:00Z", "+010000-01-01T00:00:00Z", "9999-12-31T23:59:59-00:01", "275760-09-13T00:00:00Z"],
  ...["0000-01-01T00:00:00Z", "-0001-01-01T00:00:00Z", "-000001-01-01T00:00:00Z", "1969-12-31T23:59:59Z"],
  ...["1970-01-01T00:00:00+00:01", "2027-02-30T12:00:00Z", "2027-02-29T12:00:00Z", "2027-04-31T12:00:00Z"],
  ...["2027-13-01T12:00:00Z", "2027-00-01T12:00:00Z", "2027-01-00T12:00:00Z", "2027-08-30T24:00:00Z"],
  ...["2027-08-30T12:60:00Z", "2027-08-30T12:00:60Z", "2027-08-30T12:00:61Z", "2027-08-30T12:00:00"],
  ...["2027-08-30", "2027-08-30T12:00Z", "2027-08-30T12:00:00+24:00", "2027-08-30T12:00:00+05:60"],
  ...["2027-08-30T12:00:00.Z", "2027-08-30T12:00:00.1234567890Z", "2027-08-30T12:00:00Z[Europe/Berlin]"],
  ...["20270830T120000Z", "2027-242T12:00:00Z", "2027-W35-1T12:00:00Z", "30.08.2027 12:00", "1e9", "now", "", " "],
  ...["２０２７-08-30T12:00:00Z", " 2027-08-30T12:00:00Z", "2027-08-30T12:00:00Z\n", "2027-08-30T12:00:00 Z"],
];

test("a date is taken with any offset, and told in UTC and whole seconds", async () => {
  const { server, token, license } = await givenLicense();
  for (const [sent, told] of Object.entries(DATES)) {
    const { status, body } = await server.call("PATCH", license, { token, body: { expiresOn: sent } });
    expect({ sent, status, told: body.expiresOn }).toEqual({ sent, status: 200, told });
    expect((await server.call("GET", license, { token })).body.expiresOn).toBe(told);
  }
});

test("what is no date, or none from 1970 to 9999, is refused", async () => {
  const { server, token, license } = await givenLicense();
  const before = await server.stored();
  for (const expiresOn of NO_DATES) {
    const answer = await server.call("PATCH", license, { token, body: { expiresOn } });
    expect(answer.status, expiresOn).toBe(400);
    expectProblem(answer, 400, "expiresOn");
  }
  expect(await server.stored()).toBe(before);
});

const NO_LIMITS = [
  "0",
  "-1",
  "-0",
  "1.5",
  "101",
  "1e9",
  "1e300",
  "4294967297",
  "9007199254740993",
  '"3"',
  '"NaN"',
  "true",
];

test("a limit is a whole number from 1 to the ceiling, or null", async () => {
  const { server, token, license, plan } = await givenLicense();
  for (const activationLimit of ["1", "100", "1e2", "1.0", "null"]) {
    const body = `{"activationLimit":${activationLimit}}`;
    expect((await server.call("PATCH", license, { token, body })).body.activationLimit).toBe(
      JSON.parse(activationLimit),
    );
  }
  const before = await server.stored();
  for (const activationLimit of NO_LIMITS) {
    const body = `{"activationLimit":${activationLimit}}`;
    expectProblem(await server.call("PATCH", license, { token, body }), 400, "activationLimit");
    const answer = await server.call("PATCH", plan, { token, body: `{"license":${body}}` });
    expectProblem(answer, 400, "license.activationLimit");
  }
  expect(await server.stored()).toBe(before);
});

test("a plan whose licenses would outlive the year 9999 is refused, whatever unit it counts in", async () => {
  const { server, token, plan } = await givenLicense();
  const { body } = await server.call("GET", plan, { token });
  const plans = `/api/v1/products/${body.product.id}/plans`;
  // The day is 10 March 2026: in 7973 years it is 9999, and in 95,685 months it is December of it.
  const last = { years: 7973, months: 95_685 };
  for (const from of ["purchase", "first_activation"]) {
    for (const [unit, value] of Object.entries(last)) {
      const license = { expiry: { value, unit, from } };
      expect((await server.call("PATCH", plan, { token, body: { license } })).status, unit).toBe(200);
    }
    const before = await server.stored();
    for (const [unit, value] of [
      ...Object.entries(last).map(([unit, value]) => [unit, value + 1]),
      ["years", 100_000],
    ]) {
      const license = { expiry: { value, unit, from } };
      expectProblem(await server.call("PATCH", plan, { token, body: { license } }), 400, "license.expiry.value");
      const created = await server.call("POST", plans, { token, body: { name: "Too long", license } });
      expectProblem(created, 400, "license.expiry.value");
    }
    expect(await server.stored()).toBe(before);
  }
});

test("a plan that was sold in time is not sold once its licenses would outlive the year 9999", async () => {
  const { server, token, plan } = await givenLicense();
  const { body } = await server.call("PATCH", plan, {
    token,
    body: { license: { expiry: { value: 7973, unit: "years" } } },
  });
  server.clock.move({ years: 1 });
  const before = await server.stored();
  const order = { planId: body.id, customer: { email: "late@example.com" } };
  expectProblem(await server.call("POST", "/api/v1/orders", { token, body: order }), 400, "planId");
  expect(await server.stored()).toBe(before);
});

async function givenLicense() {
  const server = await givenServer({ KEYWRIGHT_LOG_LEVEL: "error" });
  const { license, plan } = await server.license();
  const paths = { license: `/api/v1/licenses/${license.id}`, plan: `/api/v1/plans/${plan.id}` };
  return { server, token: await server.token(), ...paths };
}
