import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { createOwner } from "#actions/users/create-owner.ts";
import { expectAccessible } from "#test/browser/axe.ts";
import { openPage } from "#test/browser/browser.ts";
import { type GivenServer, givenServer, OPERATOR, OWNER } from "#test/given.ts";
import { givenMailServer, type MailServer, mailSettings } from "#test/mail-server.ts";

/* A forgotten password, from the sign-in page over a real mail server to the new password. */

const NEW_PASSWORD = "staple battery horse";

const heading = (page: Page, name: string) => page.getByRole("heading", { name, exact: true, level: 1 }).waitFor();
const press = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).click();
const told = (page: Page, words: string) => page.getByText(words).first().waitFor();

async function givenMailingServer(): Promise<{ server: GivenServer; mailServer: MailServer }> {
  const mailServer = await givenMailServer();
  const server = await givenServer(mailSettings(mailServer));
  await createOwner(server.as(OPERATOR), OWNER);
  return { server, mailServer };
}

async function ask(page: Page, email: string): Promise<void> {
  await page.goto("/forgot");
  await page.getByLabel("E-mail").fill(email);
  await press(page, "Send link");
  await told(page, `If ${email} is a user’s e-mail, a link is on its way to it.`);
}

async function signIn(page: Page, password: string): Promise<void> {
  await page.goto("/sign-in");
  await page.getByLabel("E-mail").fill(OWNER.email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await press(page, "Sign in");
}

test("forgotten: the mail comes, its link gives a new password and signs in, and the old password is refused", async () => {
  const { server, mailServer } = await givenMailingServer();
  const elsewhere = await server.signIn();
  const page = await openPage(server.url);
  const asked: string[] = [];
  page.on("request", (request) => asked.push(request.url()));
  await page.goto("/licenses");
  await heading(page, "Sign in");
  await page.getByLabel("E-mail").fill(OWNER.email);
  await page.getByRole("link", { name: "Forgot your password?" }).click();
  await heading(page, "Forgot your password?");
  expect(await page.getByLabel("E-mail").inputValue()).toBe(OWNER.email);
  await press(page, "Send link");
  await told(page, "a link is on its way to it");

  const { to, html } = await mailServer.nextMail();
  expect(to).toEqual([OWNER.email]);
  // As a mail program shows it: the link is what its button leads to.
  const mailProgram = await openPage(server.url);
  await mailProgram.setContent(html);
  const link = await mailProgram.getByRole("link", { name: "Choose a new password" }).getAttribute("href");
  const token = new URL(link ?? "").hash.slice(1);
  expect(token).toMatch(/^[\w-]{72}$/);

  await page.goto(link ?? "");
  await heading(page, "Choose a new password");
  await page.getByLabel("New password", { exact: true }).fill("short");
  await press(page, "Change password and sign in");
  await told(page, "Must be at least 10 characters long.");
  await page.getByLabel("New password", { exact: true }).fill(NEW_PASSWORD);
  await page.keyboard.press("Enter");
  await told(page, "Password changed, signed out everywhere else");
  await page.getByRole("button", { name: `Account, ${OWNER.name}` }).waitFor();
  expect((await server.call("GET", "/api/v1/me", { headers: elsewhere })).status).toBe(401);
  expect(asked.filter((url) => url.split("#")[0]?.includes(token))).toEqual([]);

  const other = await openPage(server.url);
  await signIn(other, OWNER.password);
  await other.getByRole("alert").filter({ hasText: "E-mail and password don’t fit together." }).waitFor();
  await signIn(other, NEW_PASSWORD);
  await other.getByRole("button", { name: `Account, ${OWNER.name}` }).waitFor();

  await other.goto("/sign-in");
  await other.goto(link ?? "");
  await other.getByLabel("New password", { exact: true }).fill("yet another password");
  await press(other, "Change password and sign in");
  await heading(other, "This link is not good any more");
  await other.getByRole("link", { name: "Ask for a new link" }).click();
  await heading(other, "Forgot your password?");
});

test("an e-mail that is nobody's is answered in the same words, and no mail goes out", async () => {
  const { server, mailServer } = await givenMailingServer();
  const page = await openPage(server.url);
  await ask(page, "nobody@example.com");
  await ask(page, OWNER.email);
  expect(await mailServer.nextMail()).toMatchObject({ to: [OWNER.email] });
  expect(mailServer.mails).toHaveLength(1);
  await page.goto("/reset");
  await heading(page, "This address lacks its token");
});

test("without mail, the page names the command", async () => {
  const server = await givenServer();
  await createOwner(server.as(OPERATOR), OWNER);
  const page = await openPage(server.url);
  await page.goto("/sign-in");
  await page.getByLabel("E-mail").fill(OWNER.email);
  await page.getByRole("link", { name: "Forgot your password?" }).click();
  await told(page, "This server sends no mail.");
  await told(page, `keywright user reset-password ${OWNER.email}`);
  expect(await page.getByRole("button", { name: "Send link" }).count()).toBe(0);
});

test.each(["light", "dark"] as const)("axe finds nothing on the way to a new password, %s", async (theme) => {
  const { server } = await givenMailingServer();
  const page = await openPage(server.url, { theme });
  const check = async () => {
    await expectAccessible(page);
  };
  await page.goto("/forgot");
  await page.getByLabel("E-mail").waitFor();
  await check();
  await ask(page, OWNER.email);
  await check();
  await page.goto("/reset#x");
  await page.getByLabel("New password", { exact: true }).fill("short");
  await press(page, "Change password and sign in");
  await told(page, "Must be at least 10 characters long.");
  await check();
  await page.getByLabel("New password", { exact: true }).fill(NEW_PASSWORD);
  await press(page, "Change password and sign in");
  await heading(page, "This link is not good any more");
  await check();
});
