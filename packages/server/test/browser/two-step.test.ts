import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { makeResetToken } from "#actions/users/reset-token.ts";
import { findCredentialByEmail } from "#store/users.ts";
import { expectAccessible } from "#test/browser/axe.ts";
import { openPage, type Viewer } from "#test/browser/browser.ts";
import { clipboard, givenVendor } from "#test/browser/vendor.ts";
import { type GivenServer, givenServer, OWNER } from "#test/given.ts";
import { codeFor, switchOnTwoStep } from "#test/two-step.ts";

/* Two-step sign-in as people use it; the app on their phone is ours. */

const press = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).click();
const signedIn = (page: Page) => page.getByRole("button", { name: `Account, ${OWNER.name}` }).waitFor();
const switchOf = (page: Page) => page.getByRole("switch", { name: "Two-step code" });

async function resetTokenOf({ services: { store, vault }, clock }: GivenServer): Promise<string> {
  const credential = await findCredentialByEmail(store.read, OWNER.email);
  if (credential === null) throw new Error("there is nobody");
  return makeResetToken(vault, credential, clock.now()).text;
}

/** The sign-in page once the password was right. */
async function openSecondStep(server: GivenServer, viewer: Viewer = {}): Promise<Page> {
  const page = await openPage(server.url, viewer);
  await page.goto("/licenses");
  await page.getByLabel("E-mail").fill(OWNER.email);
  await page.getByLabel("Password", { exact: true }).fill(OWNER.password);
  await press(page, "Sign in");
  await page.getByRole("heading", { name: "Enter your code" }).waitFor();
  return page;
}

async function confirm(page: Page, title: string, verb: string): Promise<void> {
  const dialog = page.getByRole("dialog", { name: title });
  await dialog.getByLabel("Your password", { exact: true }).fill(OWNER.password);
  await dialog.getByRole("button", { name: verb, exact: true }).click();
}

test("somebody switches it on with their app, signs in by its code and by a recovery code, and switches it off", async () => {
  const { server, page } = await givenVendor();
  await page.goto("/settings/profile");
  await switchOf(page).click();
  const dialog = page.getByRole("dialog", { name: "Switch two-step code on" });
  await dialog.getByLabel("Your password", { exact: true }).fill("a wrong guess");
  await dialog.getByRole("button", { name: "Continue" }).click();
  await dialog.getByText("Is not your password.").waitFor();
  await confirm(page, "Switch two-step code on", "Continue");
  await dialog.getByRole("img", { name: "The secret as a picture" }).waitFor();
  await dialog.getByRole("button", { name: /^Secret/ }).click();
  const secret = await clipboard(page);
  const codeOf = () => codeFor(secret, server.clock.now());
  await dialog.getByLabel("Code that the app shows").fill("000000");
  await dialog.getByRole("button", { name: "Switch on" }).click();
  await dialog.getByText("Is not the code that your app shows now.").waitFor();
  await dialog.getByLabel("Code that the app shows").fill(codeOf());
  await page.keyboard.press("Enter");
  const shown = page.getByRole("dialog", { name: "Two-step code is on" });
  await shown.getByRole("listitem").first().waitFor();
  const codes = await shown.getByRole("listitem").allTextContents();
  expect(codes).toHaveLength(10);
  await shown.getByRole("button", { name: "Copy the recovery codes" }).click();
  expect(await clipboard(page)).toBe(codes.join("\n"));
  await shown.getByRole("button", { name: "Done, I have them" }).click();
  await page.getByText("10 of 10 recovery codes are left").waitFor();

  server.clock.move({ minutes: 1 });
  const byCode = await openSecondStep(server);
  await byCode.getByLabel("Six digits").fill("000000");
  await byCode.getByRole("alert").filter({ hasText: "The code is wrong, or was used already." }).waitFor();
  await byCode.getByLabel("Six digits").fill(codeOf());
  await signedIn(byCode);
  expect(new URL(byCode.url()).pathname).toBe("/licenses");

  const byRecovery = await openSecondStep(server);
  await press(byRecovery, "Sign in as somebody else");
  await byRecovery.getByLabel("Password", { exact: true }).fill(OWNER.password);
  await press(byRecovery, "Sign in");
  await press(byRecovery, "Recovery code");
  await byRecovery.getByLabel("Recovery code", { exact: true }).fill(codes[3]?.toLowerCase() ?? "");
  await press(byRecovery, "Continue");
  await signedIn(byRecovery);

  await byRecovery.goto("/settings/profile");
  await byRecovery.getByText("9 of 10 recovery codes are left").waitFor();
  await press(byRecovery, "New recovery codes");
  await confirm(byRecovery, "New recovery codes", "Make new codes");
  const renewed = byRecovery.getByRole("dialog", { name: "New recovery codes" });
  await renewed.getByRole("button", { name: "Done, I have them" }).click();
  await byRecovery.getByText("10 of 10 recovery codes are left").waitFor();
  await switchOf(byRecovery).click();
  await confirm(byRecovery, "Switch two-step code off", "Switch off");
  await byRecovery.getByText("Two-step code is off").waitFor();
  await byRecovery.getByText("A code from an app on your phone").waitFor();
  expect(await switchOf(byRecovery).isChecked()).toBe(false);
  expect((await server.events()).filter((type) => /two_step|recovery/.test(type))).toEqual([
    ...["user.two_step_enabled", "user.recovery_code_used", "user.recovery_codes_renewed", "user.two_step_disabled"],
  ]);
});

test("a new password by link leads to the sign-in page, which asks for the code", async () => {
  const server = await givenServer();
  const { recoveryCodes } = await switchOnTwoStep(server);
  const page = await openPage(server.url);
  await page.goto(`/reset#${await resetTokenOf(server)}`);
  await page.getByLabel("New password", { exact: true }).fill("staple battery horse");
  await press(page, "Change password and sign in");
  await page.getByRole("heading", { name: "Sign in", level: 1 }).waitFor();
  await page.getByLabel("E-mail").fill(OWNER.email);
  await page.getByLabel("Password", { exact: true }).fill("staple battery horse");
  await press(page, "Sign in");
  await press(page, "Recovery code");
  await page.getByLabel("Recovery code", { exact: true }).fill(recoveryCodes[0] ?? "");
  await press(page, "Continue");
  await signedIn(page);
});

test.each(["light", "dark"] as const)("axe finds nothing where it is switched on and asked for, %s", async (theme) => {
  const { server, page } = await givenVendor({ theme });
  await page.goto("/settings/profile");
  await switchOf(page).click();
  await confirm(page, "Switch two-step code on", "Continue");
  await page.getByRole("img", { name: "The secret as a picture" }).waitFor();
  await expectAccessible(page, "the secret");
  await page.getByRole("button", { name: /^Secret/ }).click();
  await page.getByLabel("Code that the app shows").fill(codeFor(await clipboard(page), server.clock.now()));
  await page.keyboard.press("Enter");
  await page.getByRole("dialog", { name: "Two-step code is on" }).waitFor();
  await expectAccessible(page, "the recovery codes");

  const second = await openSecondStep(server, { theme, width: 390 });
  await expectAccessible(second, "the code");
  await press(second, "Recovery code");
  await second.getByLabel("Recovery code", { exact: true }).fill("AAAAA-AAAAA");
  await press(second, "Continue");
  await second.getByRole("alert").waitFor();
  await expectAccessible(second, "a wrong recovery code");
});
