import { expect, test } from "vitest";
import { openPage } from "#test/browser/browser.ts";
import { connect } from "#test/conformance/sdk-customer.ts";
import { givenServer } from "#test/given.ts";
import { givenMailServer, mailSettings } from "#test/mail-server.ts";
import { charge, checkout, event, SECRET, send } from "#test/sales/stripe.ts";

/* From the sale to the customer's hands and back, with nothing done by hand in between. */

test("a payment at Stripe becomes a key in the mail, a device, a place in the portal, and a refund ends it", async () => {
  const mailServer = await givenMailServer();
  const server = await givenServer({ STRIPE_WEBHOOK_SECRET: SECRET, ...mailSettings(mailServer) });
  server.clock.set(new Date(Math.floor(Date.now() / 1000) * 1000).toISOString());
  const now = () => Math.floor(server.clock.now().epochMilliseconds / 1000);
  const plan = await server.plan({ activationLimit: 2 });
  const email = "lena@brandtfilm.example";

  const paid = checkout({ metadata: { keywright_plan: plan.identifier } });
  expect((await send(server, event("checkout.session.completed", now(), paid))).status).toBe(200);
  const mail = await mailServer.nextMail();
  expect(mail.to).toEqual([email]);
  const key = /\b[0-9A-Z]{2,8}(-[0-9A-Z]{5}){5}\b/.exec(mail.text)?.[0] ?? "";

  const sdk = connect(server);
  const { instanceId } = await sdk.activate({ licenseKey: key, instanceName: "Studio Mac" });
  expect(await sdk.validate({ licenseKey: key, instanceId })).toMatchObject({ valid: true, code: "VALID" });

  const page = await openPage(server.url, { width: 390, height: 844 });
  const portal = /^https?:\S+\/portal$/m.exec(mail.text)?.[0] ?? "";
  await page.goto(new URL(portal).pathname);
  await page.getByRole("textbox", { name: "E-mail" }).fill(email);
  await page.getByRole("button", { name: "Send me a link" }).click();
  const link = /^https?:\S+\/portal#\S+$/m.exec((await mailServer.nextMail()).text)?.[0] ?? "";
  await page.goto(link);
  await page.getByRole("button", { name: "End Studio Mac" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "End", exact: true }).click();
  await page.getByText("2 devices can use this key").waitFor();
  expect((await mailServer.nextMail()).subject).toMatch(/was ended on a device$/);
  const ended = await sdk.validate({ licenseKey: key, instanceId }).catch((error: unknown) => error);
  expect(ended).toMatchObject({ message: expect.stringContaining("Instance ID invalid") });

  expect((await send(server, event("charge.refunded", now(), charge()))).status).toBe(200);
  expect(await sdk.validate({ licenseKey: key })).toMatchObject({
    ...{ valid: false, code: "DEACTIVATED", detail: "This license is deactivated." },
  });
  await page.reload();
  await page.getByText("Deactivated").first().waitFor();
});
