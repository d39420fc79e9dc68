import { CUSTOMER_MAILS } from "@keywright/contract/management-api/mails";
import { expect, test } from "vitest";
import { expectAccessible } from "#test/browser/axe.ts";
import { openSignedIn } from "#test/browser/vendor.ts";
import { givenServer, OWNER } from "#test/given.ts";
import { givenMailServer, mailSettings } from "#test/mail-server.ts";

/* Settings → E-mail, and the mails themselves, in a real browser. */

async function givenShop(theme: "light" | "dark" = "light", width = 1280) {
  const mailServer = await givenMailServer();
  const server = await givenServer(mailSettings(mailServer));
  server.clock.set(new Date(Math.floor(Date.now() / 1000) * 1000).toISOString());
  mailServer.plan.push({ at: "RCPT TO", code: 552, words: "Mailbox full" });
  const { customer } = await server.license({ activationLimit: 5 });
  const page = await openSignedIn(server, "/settings/email", { theme, width });
  return { server, mailServer, page, customer };
}

for (const [theme, width] of [
  ["light", 1280],
  ["dark", 390],
] as const)
  test(`the e-mail settings are in nobody's way, ${theme}, ${width} px`, async () => {
    const { page, customer } = await givenShop(theme, width);
    await page.getByText(customer.email).waitFor();
    await page.getByText("Mailbox full").waitFor();
    await expectAccessible(page);
    expect(await page.evaluate("document.documentElement.scrollWidth <= innerWidth")).toBe(true);
  });

test("a vendor names the sender, looks at the mail, sends a test and what was returned again", async () => {
  const { server, mailServer, page, customer } = await givenShop();
  await page.getByRole("textbox", { name: "Sender’s name" }).fill("Halcyon");
  await page.getByRole("button", { name: "Save changes" }).click();
  await page.getByText("E-mail settings saved").waitFor();
  const preview = page.frameLocator("iframe");
  await preview.getByText("Your key for Product 1").first().waitFor();
  await preview.getByText("Halcyon", { exact: true }).waitFor();

  await page.getByRole("button", { name: "Send a test to" }).click();
  expect(await mailServer.nextMail()).toMatchObject({ to: [OWNER.email], subject: "Test: Your key for Product 1" });

  await page.getByRole("switch", { name: "Send New device" }).click();
  await page.getByText("New device turned on").waitFor();
  await page.getByRole("button", { name: `Send again: Key on purchase to ${customer.email}` }).click();
  const mail = await mailServer.nextMail();
  expect(mail.to).toEqual([customer.email]);
  expect(mail.headers.get("from")).toBe("Halcyon <keys@halcyon.example>");
  expect((await server.events()).slice(-3)).toEqual([
    "mail.settings_edited",
    "mail.settings_edited",
    "mail.sent_again",
  ]);
});

test("every mail fits a mail program and a phone, in both themes, and its policy lets it run nothing", async () => {
  const { server, page } = await givenShop();
  const { cookie } = await server.signIn();
  for (const kind of CUSTOMER_MAILS) {
    const answer = await server.call("GET", `/api/v1/mail/previews/${kind}/page`, { headers: { cookie } });
    expect(answer.headers.get("content-security-policy")).toMatch(/default-src 'none'.*sandbox$/);
    for (const colorScheme of ["light", "dark"] as const)
      for (const width of [600, 390]) {
        await page.emulateMedia({ colorScheme });
        await page.setViewportSize({ width, height: 700 });
        await page.goto(`/api/v1/mail/previews/${kind}/page`);
        expect(await page.evaluate("document.documentElement.scrollWidth <= innerWidth"), `${kind} ${width}`).toBe(
          true,
        );
        const dark = await page.evaluate("getComputedStyle(document.querySelector('.m-page')).backgroundColor");
        expect(dark).toBe(colorScheme === "dark" ? "rgb(19, 19, 18)" : "rgb(255, 255, 255)");
      }
  }
});
