import { sql } from "kysely";
import { describe, expect, test } from "vitest";
import { activate } from "#actions/activations/activate.ts";
import { deactivate } from "#actions/activations/deactivate.ts";
import { editCustomer } from "#actions/customers/edit.ts";
import { deactivateLicense } from "#actions/licenses/deactivate.ts";
import { editTerms } from "#actions/licenses/edit-terms.ts";
import type { LicenseView } from "#actions/licenses/key.ts";
import { regenerateKey } from "#actions/licenses/regenerate-key.ts";
import { type Validated, validate } from "#actions/licenses/validate.ts";
import { editPlan } from "#actions/plans/edit.ts";
import { editProduct } from "#actions/products/edit.ts";
import { writeStamps } from "#actions/stamps/write.ts";
import { givenDatabase } from "#test/database.ts";
import { APPLICATION, type Given, givenInstallation, OPERATOR, taken } from "#test/given.ts";

/* A license is remembered, and never told as it was before a change that has been answered, whoever made it. */

const nobody = { instanceId: null, fingerprint: null, productIdentifier: null };
const device = { name: null, metadata: {}, customerId: null, productIdentifier: null, idempotencyKey: null };

async function ask(given: Given, licenseKey: string): Promise<Validated> {
  return taken(await validate(given.as(APPLICATION), { ...nobody, licenseKey }));
}

/** What can change about a license, and what is told of it afterwards. */
const CHANGES: Record<string, readonly [(given: Given, sold: LicenseView) => Promise<unknown>, unknown]> = {
  "the license ends": [
    (given, { license: { id } }) => deactivateLicense(given.as(OPERATOR), { id, expected: null }),
    { verdict: { code: "DEACTIVATED" } },
  ],
  "the key is another": [
    (given, { license: { id } }) => regenerateKey(given.as(OPERATOR), { id, expected: null }),
    { verdict: { code: "INVALID_KEY" }, license: null },
  ],
  "the limit is another": [
    (given, { license: { id } }) => editTerms(given.as(OPERATOR), { id, expected: null, activationLimit: 7 }),
    { license: { license: { activationLimit: 7 } } },
  ],
  "a device begins": [
    (given, { key }) => activate(given.as(APPLICATION), { ...device, licenseKey: key, fingerprint: "a device" }),
    { license: { license: { activationUsage: 1 } } },
  ],
  "the customer's name is another": [
    (given, { customer: { id } }) =>
      editCustomer(given.as(OPERATOR), { id, expected: null, change: { name: "Omar Haddad" } }),
    { license: { customer: { name: "Omar Haddad" } } },
  ],
  "the plan's name is another": [
    (given, { plan: { id } }) =>
      editPlan(given.as(OPERATOR), { id, expected: null, change: { name: "Site" }, terms: {} }),
    { license: { plan: { name: "Site", isLatest: false } } },
  ],
  "the product's name is another": [
    (given, { product: { id } }) =>
      editProduct(given.as(OPERATOR), { id, expected: null, change: { name: "Halcyon" } }),
    { license: { product: { name: "Halcyon" } } },
  ],
  "somebody writes into the database, past us": [
    (given, { license: { id } }) =>
      given.services.store.transaction(async (tx) => {
        await sql`update licenses set deactivated_at = 1 where id = ${id}`.execute(tx);
        return { end: "commit", value: undefined };
      }),
    { verdict: { code: "DEACTIVATED" } },
  ],
};

describe.each(["this process", "another process"])("what %s changes is told at the next question", (who) => {
  test.each(Object.entries(CHANGES))("%s", async (_what, [change, after]) => {
    const database = await givenDatabase();
    const given = await givenInstallation(database);
    const other = await givenInstallation(database);
    const sold = await given.license();
    // Remembered by both, under two spellings.
    for (const asked of [given, other])
      for (const spelling of [sold.key, sold.key.toLowerCase(), sold.key]) {
        expect(await ask(asked, spelling)).toMatchObject({ verdict: { code: "VALID" }, license: { key: sold.key } });
      }
    await change(who === "this process" ? given : other, sold);
    for (const asked of [given, other])
      for (const spelling of [sold.key, sold.key.toLowerCase(), sold.key])
        expect(await ask(asked, spelling)).toMatchObject(after as object);
  });
});

test("what is asked while changes are made is never told as it was before the last that was answered", async () => {
  const database = await givenDatabase();
  const given = await givenInstallation(database);
  const other = await givenInstallation(database);
  const { key } = await given.license();
  for (let round = 0; round < 40; round++) {
    const changer = round % 2 === 0 ? given : other;
    const before = (await ask(given, key)).license?.license.activationUsage ?? Number.NaN;
    // Questions that come before, during and after the change, and remember what they find.
    const asking = Array.from({ length: 20 }, async (_, turn) => {
      for (let wait = 0; wait < turn; wait++) await new Promise(setImmediate);
      return (await ask(turn % 2 === 0 ? given : other, key)).license?.license.activationUsage;
    });
    const activated = await activate(changer.as(APPLICATION), { ...device, licenseKey: key, fingerprint: `${round}` });
    expect(taken(activated).isNew).toBe(true);
    for (const asked of [given, other])
      expect((await ask(asked, key)).license?.license.activationUsage).toBe(before + 1);
    for (const usage of await Promise.all(asking)) expect([before, before + 1]).toContain(usage);
    for (const asked of [given, other])
      expect((await ask(asked, key)).license?.license.activationUsage).toBe(before + 1);
  }
});

test("a change that is undone is not told, and what was told before is right", async () => {
  const given = await givenInstallation();
  const { key, license } = await given.license();
  await ask(given, key);
  await given.services.store.transaction(async (tx) => {
    await sql`update licenses set deactivated_at = 1 where id = ${license.id}`.execute(tx);
    // Asked while the change is made, by somebody who must not see it.
    expect((await ask(given, key)).verdict.code).toBe("VALID");
    return { end: "rollback", value: undefined };
  });
  expect((await ask(given, key)).verdict.code).toBe("VALID");
});

test("a device that ended is unknown at the next question, though its license is remembered", async () => {
  const given = await givenInstallation();
  const { key } = await given.license();
  const { activation } = taken(
    await activate(given.as(APPLICATION), { ...device, licenseKey: key, fingerprint: null }),
  );
  const question = { ...nobody, licenseKey: key, instanceId: activation.id };
  expect(taken(await validate(given.as(APPLICATION), question)).verdict.code).toBe("VALID");
  await deactivate(given.as(APPLICATION), { licenseKey: key, instanceId: activation.id });
  expect(taken(await validate(given.as(APPLICATION), question)).verdict.code).toBe("INSTANCE_NOT_FOUND");
});

test("stamps are written every second, and make nobody forget a license", async () => {
  const given = await givenInstallation();
  const { key } = await given.license();
  const first = (await ask(given, key)).license;
  await writeStamps(given.services);
  const second = (await ask(given, key)).license;
  if (given.services.store.changes === null) expect(second).toEqual(first);
  // What is read anew is read with its plan.
  else expect(second?.plan).toBe(first?.plan);
});
