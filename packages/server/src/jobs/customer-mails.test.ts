import { describe, expect, test } from "vitest";
import { activate } from "#actions/activations/activate.ts";
import { recoverKeys } from "#actions/customers/recover-keys.ts";
import { editMailSettings, type MailSettingsChange } from "#actions/mails/edit-settings.ts";
import { searchMails } from "#actions/mails/list.ts";
import { remind } from "#actions/mails/remind.ts";
import { sendMailAgain } from "#actions/mails/send-again.ts";
import { sendMailNow } from "#actions/mails/send-now.ts";
import { placeOrder } from "#actions/orders/place.ts";
import { createPlan } from "#actions/plans/create.ts";
import { createProduct } from "#actions/products/create.ts";
import { APPLICATION, type Given, givenServer, OPERATOR, taken } from "#test/given.ts";
import { givenMailServer, mailSettings } from "#test/mail-server.ts";
import { expectOutbox } from "#test/outbox.ts";

/* Mails to customers, as a mail program reads them that got them from a real server. */

/** A picture of one pixel. */
const PIXEL = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);
const page = { limit: 10, before: null };

async function givenShop(change: MailSettingsChange = {}) {
  const mailServer = await givenMailServer();
  const environment = { ...mailSettings(mailServer), KEYWRIGHT_PUBLIC_URL: "https://licenses.halcyon.example" };
  const given = await givenServer(environment);
  taken(await editMailSettings(given.as(OPERATOR), { expected: null, change }));
  return { given, mailServer };
}

test("the key that was bought comes as a mail with the vendor's name, logo and colour, and activates a device", async () => {
  const { given, mailServer } = await givenShop({
    senderName: "Halcyon Audio",
    replyTo: "support@halcyon.example",
    postalAddress: "Rua do Alecrim 24, 1200-018 Lisboa",
    downloadUrl: "https://halcyon.example/download",
    color: "#ffcc00",
    logo: PIXEL,
  });
  const license = await given.license({ activationLimit: 5 });
  const mail = await mailServer.nextMail();
  expect(mail).toMatchObject({ to: [license.customer.email], subject: "Your key for Product 1" });
  expect(mail.headers.get("from")).toBe("Halcyon Audio <keys@halcyon.example>");
  expect(mail.headers.get("reply-to")).toBe("support@halcyon.example");
  expect(mail.headers.has("list-unsubscribe")).toBe(false);
  expect(mail.pictures).toEqual([{ cid: "<logo@keywright>", bytes: PIXEL }]);
  expect(mail.html).toContain('src="cid:logo@keywright"');
  expect(mail.html).toContain("background:#ffcc00");
  for (const said of [
    "Rua do Alecrim 24",
    "https://halcyon.example/download",
    "https://licenses.halcyon.example/portal",
  ]) {
    expect(mail.html).toContain(said);
    expect(mail.text).toContain(said);
  }
  const key = /^ {4}(\S+)$/m.exec(mail.text)?.[1] ?? "";
  expect(key).toBe(license.key);
  const more = { fingerprint: null, metadata: {}, customerId: null, productIdentifier: null, idempotencyKey: null };
  taken(await activate(given.as(APPLICATION), { licenseKey: key, name: null, ...more }));
});

test("lost keys go to whoever bought them, and nothing to anybody else", async () => {
  const { given, mailServer } = await givenShop({ mails: { key_on_purchase: { enabled: false } } });
  const { customer, key } = await given.license();
  await recoverKeys(given.services, "nobody@example.com");
  await recoverKeys(given.services, ` ${customer.email}`.trim().toUpperCase());
  const mail = await mailServer.nextMail();
  expect(mail).toMatchObject({ to: [customer.email], subject: "Your license key" });
  expect(mail.text).toContain(key);
  await expectOutbox(given, [{ recipient: customer.email, state: "sent", content_sealed: null }]);
  expect(mailServer.mails).toHaveLength(1);
});

test("a reminder says how it is stopped, to mail programs too", async () => {
  const { given, mailServer } = await givenShop({
    replyTo: "support@halcyon.example",
    mails: { key_on_purchase: { enabled: false } },
  });
  const { key } = await given.license({ expiry: { value: 20, unit: "days", from: "purchase" } });
  given.clock.move({ days: 13 });
  await remind(given.services);
  const mail = await mailServer.nextMail();
  expect(mail.subject).toBe("Product 1 expires on 30 March");
  expect(mail.headers.get("list-unsubscribe")).toContain("<mailto:support%40halcyon.example?subject=Stop");
  expect(mail.text).not.toContain(key);
});

test("hostile names become neither headers nor markup", async () => {
  const { given, mailServer } = await givenShop({ senderName: 'Evil" <evil@example.com>, "x' });
  const name = '<img src=x onerror="alert(1)">';
  const context = given.as(OPERATOR);
  const product = taken(
    await createProduct(context, { name, identifier: "evil", keyPrefix: "EVIL", description: "", taxCode: "" }),
  );
  const inject = "Plan\r\nBcc: victim@example.com\r\n\r\n<script>";
  const plan = taken(
    await createPlan(context, { productId: product.id, name: inject, identifier: "evil", description: "", terms: {} }),
  );
  const customer = {
    email: "ines@northlight.example",
    name: "http://evil.example\r\nBcc: x@y.example",
    customerId: null,
  };
  taken(await placeOrder(context, { plan: { id: plan.id }, customer, amount: null }));
  const mail = await mailServer.nextMail();
  expect(mail.to).toEqual(["ines@northlight.example"]);
  expect(mail.from).toBe("keys@halcyon.example");
  expect([...mail.headers.keys()]).not.toContain("bcc");
  expect(mail.html).not.toContain("<img");
  expect(mail.html).not.toContain("<script");
  expect(mail.html).not.toContain("evil.example\r\n");
  expect(mail.text).toContain("Hello, thank you");
});

describe("the outbox", () => {
  async function kindsIn(given: Given, search: Parameters<typeof searchMails>[1]) {
    return taken(await searchMails(given.withScope("read"), search, page)).items.map(({ state }) => state);
  }

  test("a mail that was returned is sent again, with all its tries", async () => {
    const { given, mailServer } = await givenShop();
    mailServer.plan.push({ at: "RCPT TO", code: 552, words: "Mailbox full" });
    const { customer, license } = await given.license();
    await expectOutbox(given, [{ state: "failed", tries: 1, content_sealed: expect.anything() }]);
    const { items } = taken(await searchMails(given.withScope("read"), { license: license.id }, page));
    expect(items).toMatchObject([{ lastError: expect.stringContaining("Mailbox full"), hasContent: true }]);
    const id = items[0]?.id ?? "";
    const again = () => sendMailAgain(given.withScope("write"), id);
    expect(await given.eventsOf(again)).toEqual(["mail.sent_again"]);
    expect(await mailServer.nextMail()).toMatchObject({ to: [customer.email] });
    await expectOutbox(given, [{ state: "sent", tries: 1, content_sealed: null }]);
    expect(await again()).toMatchObject({ refusal: "MAIL_NOT_KEPT" });
  });

  test("a mail that waits for another try is sent now; one that is under way is left alone", async () => {
    const { given, mailServer } = await givenShop();
    for (let time = 0; time < 4; time++) mailServer.plan.push({ at: "DATA", code: 451, words: "Busy" });
    await given.license();
    // Only once a try is noted, so that it is not still under way when the clock moves.
    const noted = (tries: number, seconds: number) =>
      expectOutbox(given, [
        { state: "waiting", tries, next_try_at: given.clock.now().add({ seconds }).epochMilliseconds },
      ]);
    for (const [tries, seconds] of [2, 15, 60].entries()) {
      await noted(tries + 1, seconds);
      given.clock.move({ seconds });
    }
    await noted(4, 300);
    const { items } = taken(await searchMails(given.withScope("read"), { state: "waiting" }, page));
    taken(await sendMailNow(given.withScope("write"), items[0]?.id ?? ""));
    await mailServer.nextMail();
    await expectOutbox(given, [{ state: "sent", tries: 5 }]);
  });

  test("is searched by state, kind, recipient and license", async () => {
    const { given, mailServer } = await givenShop();
    const { customer, license } = await given.license();
    await given.license();
    await Promise.all([mailServer.nextMail(), mailServer.nextMail()]);
    await expectOutbox(given, [{ state: "sent" }, { state: "sent" }]);
    expect(await kindsIn(given, {})).toHaveLength(2);
    expect(await kindsIn(given, { state: "sent", kind: "key_on_purchase" })).toHaveLength(2);
    expect(await kindsIn(given, { kind: "expired" })).toEqual([]);
    expect(await kindsIn(given, { recipient: customer.email, state: "sent" })).toEqual(["sent"]);
    expect(await kindsIn(given, { license: license.id, recipient: customer.email })).toEqual(["sent"]);
    expect(await kindsIn(given, { license: license.id, state: "failed" })).toEqual([]);
  });
});
