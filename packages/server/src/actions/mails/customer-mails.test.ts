import { maskKey } from "@keywright/contract/license-key";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { activate } from "#actions/activations/activate.ts";
import { recoverKeys } from "#actions/customers/recover-keys.ts";
import { deactivateLicense } from "#actions/licenses/deactivate.ts";
import { editTerms } from "#actions/licenses/edit-terms.ts";
import type { LicenseView } from "#actions/licenses/key.ts";
import { deviceEndedMail } from "#actions/licenses/mails.ts";
import { regenerateKey } from "#actions/licenses/regenerate-key.ts";
import { sendKey } from "#actions/licenses/send-key.ts";
import { editMailSettings } from "#actions/mails/edit-settings.ts";
import { LETTER } from "#actions/mails/enqueue.ts";
import { remind } from "#actions/mails/remind.ts";
import { sendMailAgain } from "#actions/mails/send-again.ts";
import { sendMailNow } from "#actions/mails/send-now.ts";
import { tidyOutbox } from "#actions/mails/tidy.ts";
import { placeOrder } from "#actions/orders/place.ts";
import { editPlan } from "#actions/plans/edit.ts";
import type { CustomerMail } from "#domain/mails/mail.ts";
import { APPLICATION, type Given, givenInstallation, OPERATOR, taken } from "#test/given.ts";
import { mailSettings } from "#test/mail-server.ts";
import { outboxOf, writeMails } from "#test/outbox.ts";

const MAILING = mailSettings({ url: "smtp://127.0.0.1:1" });
const yearly = { value: 1, unit: "years", from: "purchase" } as const;

/** The mails in the outbox, opened. */
async function mails(given: Given) {
  return (await outboxOf(given)).map(({ id, kind, recipient, state, license_id, content_sealed }) => ({
    ...{ id, kind, recipient, state, licenseId: license_id },
    said: content_sealed === null ? null : given.services.vault.open(LETTER, content_sealed, id),
  }));
}

async function kinds(given: Given): Promise<string[]> {
  return (await mails(given)).map(({ kind }) => kind);
}

function device(given: Given, { key }: LicenseView, fingerprint: string | null, name = "Studio Mac") {
  const more = { metadata: {}, customerId: null, productIdentifier: null, idempotencyKey: null };
  return activate(given.as(APPLICATION), { licenseKey: key, name, fingerprint, ...more });
}

function turn(given: Given, kind: CustomerMail, enabled: boolean) {
  return editMailSettings(given.withScope("write"), { expected: null, change: { mails: { [kind]: { enabled } } } });
}

describe("a purchase", () => {
  test("mails the key to the buyer, in the order's own transaction", async () => {
    const given = await givenInstallation();
    const license = await given.license({ activationLimit: 5, expiry: yearly, graceDays: 7 });
    const [mail] = await mails(given);
    expect(mail).toMatchObject({ kind: "key_on_purchase", recipient: license.customer.email, state: "waiting" });
    expect(mail?.licenseId).toBe(license.license.id);
    for (const words of [license.key, "up to 5 devices", "10 Mar 2027, then 7 days more", "/portal"])
      expect(mail?.said).toContain(words);
  });

  test("of a plan without licenses, of an import and with the mail turned off mails nobody", async () => {
    const given = await givenInstallation();
    const buyer = { email: "ines@northlight.example", name: null, customerId: null };
    const place = (id: string, more: object = {}) =>
      placeOrder(given.as(OPERATOR), { plan: { id }, customer: buyer, amount: null, ...more });
    taken(await place((await given.plan(null)).id));
    const plan = await given.plan();
    taken(await place(plan.id, { mailsKey: false }));
    taken(await turn(given, "key_on_purchase", false));
    taken(await place(plan.id));
    expect(await kinds(given)).toEqual([]);
  });

  test("brings the vendor's own paragraph after the first", async () => {
    const given = await givenInstallation();
    const paragraph = "Visit our forum.\n<b>It is free</b>";
    const change = { mails: { key_on_purchase: { paragraph } } };
    taken(await editMailSettings(given.withScope("write"), { expected: null, change }));
    await given.license();
    expect(JSON.parse((await mails(given))[0]?.said ?? "").blocks[1]).toEqual({ kind: "paragraph", text: paragraph });
  });
});

describe("a key", () => {
  test("that is regenerated goes to the buyer, and the former one is not sent any more", async () => {
    const given = await givenInstallation();
    const before = await given.license();
    const after = taken(await regenerateKey(given.withScope("write"), { id: before.license.id, expected: null }));
    const [former, present] = await mails(given);
    expect(former).toMatchObject({ state: "unsent", said: null });
    expect(present).toMatchObject({ kind: "key_regenerated", recipient: before.customer.email });
    expect(present?.said).toContain(after.key);
    expect(present?.said).not.toContain(before.key);
    expect(present?.said).toContain(`ending ${before.key.slice(-5)}`);
  });

  test("stands whole in the mails that a person causes, who is answered no more than its ends", async () => {
    const given = await givenInstallation(MAILING);
    const noor = given.as({ kind: "user", id: "noor", name: "Noor Haddad", role: "support" });
    const { license, key } = await given.license();
    expect(taken(await sendKey(noor, license.id)).key).toBe(maskKey(key));
    expect((await mails(given)).map(({ said }) => said?.includes(key))).toEqual([true, true]);
    const made = taken(await regenerateKey(noor, { id: license.id, expected: null }));
    expect((await mails(given)).at(-1)?.said).toContain(made.key);
  });

  test("is sent again when the vendor says so, on record, and not for a license that is deactivated", async () => {
    const given = await givenInstallation(MAILING);
    taken(await turn(given, "key_on_purchase", false));
    const { license, key } = await given.license();
    const send = () => sendKey(given.withScope("write"), license.id);
    expect(await given.eventsOf(send)).toEqual(["license.key_sent"]);
    expect((await mails(given)).map(({ said }) => said?.includes(key))).toEqual([true]);
    taken(await deactivateLicense(given.withScope("write"), { id: license.id, expected: null }));
    expect(await send()).toMatchObject({ refusal: "LICENSE_DEACTIVATED" });
    const mute = await givenInstallation();
    const other = await mute.license();
    expect(await sendKey(mute.withScope("write"), other.license.id)).toMatchObject({ refusal: "MAIL_OFF" });
  });
});

describe("a device", () => {
  test("that is new is told when the vendor wants it, once, and without the key", async () => {
    const given = await givenInstallation();
    const license = await given.license({ activationLimit: 5 });
    taken(await device(given, license, "a"));
    taken(await turn(given, "new_device", true));
    taken(await device(given, license, "a"));
    taken(await device(given, license, "b", "Tour laptop"));
    taken(await device(given, license, "b"));
    const told = (await mails(given)).filter(({ kind }) => kind === "new_device");
    expect(told).toHaveLength(1);
    expect(told[0]?.said).toContain("Tour laptop");
    expect(told[0]?.said).toContain("2 of 5 devices");
    expect(told[0]?.said).not.toContain(license.key);
  });

  test("that is ended in the portal is told", async () => {
    const given = await givenInstallation();
    const license = await given.license();
    const mail = deviceEndedMail(given.services, license, { name: "lab-win-03" }, given.clock.now());
    await writeMails(given, [mail]);
    expect((await mails(given)).at(-1)).toMatchObject({ kind: "device_ended", licenseId: license.license.id });
    expect(JSON.stringify(mail)).toContain("lab-win-03");
    expect(JSON.stringify(mail)).not.toContain(license.key);
  });
});

describe("an expiry", () => {
  const months = (given: Given, count: number) => given.clock.move({ months: count });
  const told = async (given: Given) => (await kinds(given)).filter((kind) => kind === "expiring" || kind === "expired");

  test("is told 30, 7 and 1 day ahead and when it has come, each once", async () => {
    const given = await givenInstallation();
    const { key } = await given.license({ expiry: yearly, graceDays: 7 });
    for (let day = 0; day < 420; day++) {
      given.clock.move({ days: 1 });
      await remind(given.services);
    }
    const sent = (await mails(given)).slice(1);
    expect(sent.map(({ said }) => JSON.parse(said ?? "{}").heading)).toEqual([
      "Product 1 expires in 30 days",
      "Product 1 expires in 7 days",
      "Product 1 expires in 1 day",
      "Product 1 has expired",
    ]);
    for (const { said } of sent) expect(said).not.toContain(key);
  }, 60_000);

  test("is told as the plan says, also of licenses that were issued before", async () => {
    const given = await givenInstallation();
    const license = await given.license({ expiry: yearly });
    const edit = { id: license.plan.id, expected: null, change: {}, terms: {}, reminders: { 30: false } };
    taken(await editPlan(given.withScope("write"), edit));
    months(given, 11);
    given.clock.move({ days: 2 });
    await remind(given.services);
    expect(await told(given)).toEqual([]);
    given.clock.move({ days: 20 });
    await remind(given.services);
    expect(await told(given)).toEqual(["expiring"]);
  });

  test("that is moved a little is not told twice; a renewal is told anew; a deactivated license is silent", async () => {
    const given = await givenInstallation();
    const { license, expiresAt } = await given.license({ expiry: yearly });
    const move = (days: number) => {
      const expiresOn = expiresAt?.add({ hours: 24 * days }) ?? null;
      return editTerms(given.withScope("write"), { id: license.id, expected: null, expiresOn });
    };
    given.clock.set(expiresAt?.subtract({ hours: 24 * 30 }).toString() ?? "");
    await remind(given.services);
    expect(await told(given)).toHaveLength(1);
    taken(await move(2));
    given.clock.move({ days: 2 });
    await remind(given.services);
    expect(await told(given)).toHaveLength(1);
    taken(await move(365));
    given.clock.move({ days: 363 });
    await remind(given.services);
    expect(await told(given)).toHaveLength(2);
    taken(await deactivateLicense(given.withScope("write"), { id: license.id, expected: null }));
    given.clock.move({ days: 23 });
    await remind(given.services);
    expect(await told(given)).toHaveLength(2);
  });

  test("of long ago is not told by a server that was away, and with the mail turned off nobody is reminded", async () => {
    const given = await givenInstallation();
    await given.license({ expiry: yearly });
    given.clock.move({ years: 1, days: 4 });
    expect(await remind(given.services)).toBe(0);
    await given.license({ expiry: yearly });
    taken(await turn(given, "expired", false));
    given.clock.move({ years: 1 });
    expect(await remind(given.services)).toBeGreaterThan(0);
    expect(await remind(given.services)).toBe(0);
    expect(await told(given)).toEqual([]);
  });

  test("is told once, however many processes look at the same time", async () => {
    const given = await givenInstallation();
    for (let license = 0; license < 5; license++) await given.license({ expiry: yearly });
    given.clock.move({ years: 1 });
    await Promise.all(Array.from({ length: 4 }, () => remind(given.services)));
    expect(await told(given)).toEqual(Array(5).fill("expired"));
  });
});

describe("lost keys", () => {
  test("are asked for with the same work for anybody, and five times an hour for one mailbox", async () => {
    const given = await givenInstallation(MAILING);
    const { customer } = await given.license();
    for (let time = 0; time < 7; time++)
      expect(await recoverKeys(given.services, customer.email.toUpperCase())).toBe(true);
    expect(await recoverKeys(given.services, "nobody@example.com")).toBe(true);
    const asked = (await mails(given)).filter(({ kind }) => kind === "key_recovery");
    expect(asked.map(({ recipient }) => recipient)).toEqual([
      ...Array(5).fill(customer.email),
      null,
      null,
      "nobody@example.com",
    ]);
    expect(new Set(asked.map(({ said }) => said)).size).toBe(1);
    const mute = await givenInstallation();
    expect(await recoverKeys(mute.services, customer.email)).toMatchObject({ refusal: "MAIL_OFF" });
  });
});

describe("without a mail server", () => {
  test("mails wait for one for three days, and are then told as unsent; a month later nothing floods out", async () => {
    const given = await givenInstallation();
    await given.license();
    given.clock.move({ days: 2 });
    await tidyOutbox(given.services);
    expect(await mails(given)).toMatchObject([{ state: "waiting" }]);
    given.clock.move({ days: 1 });
    await tidyOutbox(given.services);
    expect(await outboxOf(given)).toMatchObject([{ state: "unsent", next_try_at: null }]);
    const [mail] = await mails(given);
    expect(mail?.said).not.toBeNull();
    expect(await sendMailAgain(given.withScope("write"), mail?.id ?? "")).toMatchObject({ state: "waiting", tries: 0 });
  });

  test("the content of what was not sent is forgotten after a week, and all of it after 90 days", async () => {
    const given = await givenInstallation();
    await given.license();
    given.clock.move({ days: 3 });
    await tidyOutbox(given.services);
    given.clock.move({ days: 8 });
    await tidyOutbox(given.services);
    const [mail] = await mails(given);
    expect(mail).toMatchObject({ state: "unsent", said: null });
    const id = mail?.id ?? "";
    expect(await sendMailAgain(given.withScope("write"), id)).toMatchObject({ refusal: "MAIL_NOT_KEPT" });
    expect(await sendMailNow(given.withScope("write"), id)).toMatchObject({ refusal: "MAIL_NOT_KEPT" });
    expect(await sendMailNow(given.withScope("write"), "x")).toMatchObject({ refusal: "MAIL_NOT_FOUND" });
    given.clock.move({ days: 80 });
    await tidyOutbox(given.services);
    expect(await mails(given)).toEqual([]);
  });
});

test("whatever happens to licenses, a whole key stands in no mail but those about a new key", async () => {
  const given = await givenInstallation();
  taken(await turn(given, "new_device", true));
  const happenings = fc.array(fc.constantFrom("device", "regenerate", "time", "renew"), { maxLength: 12 });
  await fc.assert(
    fc.asyncProperty(happenings, async (steps) => {
      let license = await given.license({ expiry: { value: 40, unit: "days", from: "purchase" } });
      const id = license.license.id;
      const keys = [license.key];
      for (const [index, step] of steps.entries()) {
        if (step === "device") await device(given, license, `${id} ${index}`);
        if (step === "time") given.clock.move({ days: 5 });
        if (step === "renew")
          await editTerms(given.withScope("write"), {
            id,
            expected: null,
            expiresOn: given.clock.now().add({ hours: 200 }),
          });
        if (step === "regenerate") {
          license = taken(await regenerateKey(given.withScope("write"), { id, expected: null }));
          keys.push(license.key);
        }
        await remind(given.services);
      }
      const about = (await mails(given)).filter(({ licenseId }) => licenseId === id);
      for (const { kind, said } of about)
        if (!["key_on_purchase", "key_regenerated"].includes(kind))
          for (const key of keys) expect(said).not.toContain(key);
    }),
    { numRuns: 15 },
  );
}, 60_000);
