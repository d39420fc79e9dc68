import fc from "fast-check";
import { expect, test } from "vitest";
import { activate } from "#actions/activations/activate.ts";
import { revoke } from "#actions/activations/revoke.ts";
import { deactivateLicense } from "#actions/licenses/deactivate.ts";
import { editTerms } from "#actions/licenses/edit-terms.ts";
import { explainLicense } from "#actions/licenses/explain.ts";
import { getLicense } from "#actions/licenses/get.ts";
import { regenerateKey } from "#actions/licenses/regenerate-key.ts";
import { restoreLicense } from "#actions/licenses/restore.ts";
import { suspendLicense } from "#actions/licenses/suspend.ts";
import { validate } from "#actions/licenses/validate.ts";
import { endDevice } from "#actions/portal/end-device.ts";
import type { Actor } from "#domain/actor.ts";
import { licenseAfter } from "#domain/licenses/history.ts";
import { findHistory } from "#store/license-history.ts";
import { findLicense } from "#store/licenses.ts";
import { APPLICATION, type Given, givenInstallation, START, taken } from "#test/given.ts";

type Step = (given: Given, id: string) => Promise<unknown>;

const activating: Step = async (given, id) =>
  activate(given.as(APPLICATION), {
    ...{ licenseKey: await keyOf(given, id), name: null, fingerprint: null, metadata: {} },
    ...{ customerId: null, productIdentifier: null, idempotencyKey: null },
  });
const revoking: Step = async (given, id) => {
  const { lastSeen } = taken(await getLicense(given.withScope("read"), id));
  if (lastSeen !== null) await revoke(given.withScope("write"), { id, instanceId: lastSeen.id, expected: null });
};
/** By the customer, in the portal. */
const ending: Step = async (given, id) => {
  const { lastSeen, customer } = taken(await getLicense(given.withScope("read"), id));
  const buyer: Actor = { kind: "customer", id: customer.id, name: customer.email, scope: "portal", licenseId: id };
  if (lastSeen !== null) await endDevice(given.as(buyer), { licenseId: id, instanceId: lastSeen.id });
};
const editing = (limit: number | null, days: number | null): Step => {
  return (given, id) =>
    editTerms(given.withScope("write"), {
      id,
      expected: null,
      activationLimit: limit,
      expiresOn: days === null ? null : given.clock.now().add({ hours: 24 * days }),
    });
};
const regenerating: Step = (given, id) => regenerateKey(given.withScope("write"), { id, expected: null });
const suspending: Step = (given, id) => suspendLicense(given.withScope("write"), { id, expected: null, reason: null });
const restoring: Step = (given, id) => restoreLicense(given.withScope("write"), { id, expected: null, reason: null });
const deactivating: Step = (given, id) => deactivateLicense(given.withScope("write"), { id, expected: null });

const anyStep = fc.oneof(
  { weight: 5, arbitrary: fc.constant(activating) },
  { weight: 2, arbitrary: fc.constantFrom(revoking, ending) },
  {
    weight: 3,
    arbitrary: fc
      .tuple(fc.option(fc.integer({ min: 1, max: 3 })), fc.option(fc.integer({ min: -3, max: 9 })))
      .map(([limit, days]) => editing(limit, days)),
  },
  { weight: 2, arbitrary: fc.constantFrom(suspending, restoring) },
  { weight: 1, arbitrary: fc.constant(regenerating) },
  { weight: 1, arbitrary: fc.constant(deactivating) },
);
const anyTerms = fc.record({
  activationLimit: fc.option(fc.integer({ min: 1, max: 3 })),
  graceDays: fc.nat(3),
  releaseAfterDays: fc.option(fc.integer({ min: 1, max: 4 })),
  expiry: fc.option(
    fc.record({
      value: fc.integer({ min: 1, max: 9 }),
      unit: fc.constant("days" as const),
      from: fc.constantFrom("purchase" as const, "first_activation" as const),
    }),
  ),
});

async function keyOf(given: Given, id: string): Promise<string> {
  return taken(await getLicense(given.withScope("write"), id)).key;
}

async function verdictNow(given: Given, id: string) {
  const asked = { licenseKey: await keyOf(given, id), instanceId: null, fingerprint: null, productIdentifier: null };
  return taken(await validate(given.as(APPLICATION), asked)).verdict;
}

test("the record tells the license as it is, and what every validation was answered, whatever happened to it", async () => {
  const given = await givenInstallation();
  const anyHistory = fc.array(fc.tuple(anyStep, fc.integer({ min: 1, max: 60 })), { maxLength: 8 });
  await fc.assert(
    fc.asyncProperty(anyTerms, anyHistory, async (terms, steps) => {
      given.clock.set(START.toString());
      const { id } = (await given.license(terms)).license;
      const answered = [{ at: given.clock.now(), verdict: await verdictNow(given, id) }];
      for (const [step, hours] of steps) {
        given.clock.move({ hours });
        await step(given, id);
        answered.push({ at: given.clock.now(), verdict: await verdictNow(given, id) });
      }
      const { store } = given.services;
      const license = (await findLicense(store.read, id))?.license;
      if (license === undefined) throw new Error("the license is gone");
      expect(licenseAfter(license, await findHistory(store.read, id))).toEqual(license);
      for (const { at, verdict } of answered)
        expect(taken(await explainLicense(given.withScope("read"), { id }, at)).verdict).toEqual(verdict);
    }),
    { numRuns: 40 },
  );
});

test("an explanation says who did what, when, and what would mend it", async () => {
  const given = await givenInstallation();
  const { license, key } = await given.license({ activationLimit: 1, graceDays: 3 });
  await activating(given, license.id);
  given.clock.move({ days: 1 });
  await editing(1, 2)(given, license.id);
  given.clock.move({ days: 9 });
  const { verdict, findings, mend } = taken(await explainLicense(given.withScope("read"), { licenseKey: key }, null));
  expect(verdict.code).toBe("EXPIRED");
  expect(findings).toEqual([
    { check: "issue", passed: true, text: "Issued on 10 Mar 2026, 09:30 UTC by the command line." },
    { check: "key", passed: true, text: "Its first key was in force, and still is." },
    { check: "deactivation", passed: true, text: "Not deactivated." },
    { check: "suspension", passed: true, text: "Not suspended." },
    {
      check: "expiry",
      passed: false,
      text: "Expired on 13 Mar 2026, 09:30 UTC, as it was set on 11 Mar 2026, 09:30 UTC by the token “write token”, with grace until 16 Mar 2026, 09:30 UTC.",
    },
    {
      check: "devices",
      passed: false,
      text: "1 of 1 devices in use: another is refused unless one of them gives way.",
    },
  ]);
  expect(mend).toContain("extends the license");
});

test("before its issue there was no license", async () => {
  const given = await givenInstallation();
  const { license } = await given.license();
  const before = START.subtract({ hours: 1 });
  expect(taken(await explainLicense(given.withScope("read"), { id: license.id }, before))).toMatchObject({
    verdict: { code: "INVALID_KEY" },
    findings: [
      {
        check: "issue",
        passed: false,
        text: "Not issued yet: that was on 10 Mar 2026, 09:30 UTC by the command line.",
      },
    ],
  });
});

test("a key that was replaced is nobody's, and the record tells when that was", async () => {
  const given = await givenInstallation();
  const { license, key } = await given.license();
  given.clock.move({ days: 1 });
  await regenerating(given, license.id);
  expect(await explainLicense(given.withScope("read"), { licenseKey: key }, null)).toMatchObject({
    refusal: "LICENSE_NOT_FOUND",
  });
  const { findings } = taken(await explainLicense(given.withScope("read"), { id: license.id }, START));
  expect(findings[1]?.text).toBe(
    "Its first key was in force, until it was replaced in turn on 11 Mar 2026, 09:30 UTC by the token “write token”.",
  );
});
