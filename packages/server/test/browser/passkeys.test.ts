import type { CDPSession, Page } from "playwright-core";
import { expect, test } from "vitest";
import { expectAccessible } from "#test/browser/axe.ts";
import { openPage, type Viewer } from "#test/browser/browser.ts";
import { type GivenServer, givenServer, OWNER } from "#test/given.ts";

/* Passkeys as people use them; the device that keeps them is the browser's own, in software. */

const press = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).click();
const signedIn = (page: Page, name = OWNER.name) => page.getByRole("button", { name: `Account, ${name}` }).waitFor();

/** A browser with a device that knows its user, at an address that has a name. */
async function openWithDevice(server: GivenServer, viewer: Viewer = {}): Promise<{ page: Page; device: CDPSession }> {
  const page = await openPage(server.url.replace("127.0.0.1", "localhost"), viewer);
  const device = await page.context().newCDPSession(page);
  await device.send("WebAuthn.enable");
  await device.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      ...{ protocol: "ctap2", transport: "internal", automaticPresenceSimulation: true },
      ...{ hasResidentKey: true, hasUserVerification: true, isUserVerified: true },
    },
  });
  return { page, device };
}

async function signInByPassword(page: Page, { email, password } = OWNER): Promise<void> {
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await press(page, "Sign in");
}

async function givenOwner(): Promise<GivenServer> {
  const server = await givenServer();
  server.clock.set(new Date(Math.floor(Date.now() / 1000) * 1000).toISOString());
  await server.signIn();
  return server;
}

async function addPasskey(page: Page, name: string): Promise<void> {
  await press(page, "Add a passkey");
  const dialog = page.getByRole("dialog", { name: "Add a passkey" });
  await dialog.getByLabel("Name").fill(name);
  await dialog.getByLabel("Your password", { exact: true }).fill(OWNER.password);
  await dialog.getByRole("button", { name: "Continue" }).click();
}

test("somebody adds a passkey, signs in by it alone, renames it and removes it", async () => {
  const server = await givenOwner();
  const { page } = await openWithDevice(server);
  await page.goto("/settings/profile");
  await signInByPassword(page);
  await signedIn(page);
  await press(page, "Add a passkey");
  const dialog = page.getByRole("dialog", { name: "Add a passkey" });
  await dialog.getByLabel("Your password", { exact: true }).fill("a wrong guess");
  await dialog.getByRole("button", { name: "Continue" }).click();
  await dialog.getByText("Is not your password.").waitFor();
  await dialog.getByRole("button", { name: "Cancel" }).click();
  await dialog.waitFor({ state: "detached" });
  await addPasskey(page, "MacBook of Lena");
  await page.getByText("“MacBook of Lena” signs you in now").waitFor();
  await page.getByRole("list", { name: "Your passkeys" }).getByText("not used yet").waitFor();
  // The same device again.
  await addPasskey(page, "Once more");
  await page.getByText("This device has a passkey of yours already.").waitFor();
  await page.getByRole("button", { name: "Cancel" }).click();

  await press(page, `Account, ${OWNER.name}`);
  await press(page, "Sign out");
  await page.getByRole("heading", { name: "Sign in", level: 1 }).waitFor();
  await page.goto("/sign-in?return=%2Fsettings%2Fprofile");
  await press(page, "Sign in with a passkey");
  await signedIn(page);
  expect(new URL(page.url()).pathname).toBe("/settings/profile");
  await page.getByRole("list", { name: "Your passkeys" }).getByText("used").waitFor();

  await press(page, "Rename MacBook of Lena");
  await page.getByRole("dialog").getByLabel("Name").fill("Old MacBook");
  await press(page, "Save name");
  await press(page, "Remove Old MacBook");
  const remove = page.getByRole("dialog", { name: "Remove passkey" });
  await remove.getByLabel("Your password", { exact: true }).fill(OWNER.password);
  await remove.getByRole("button", { name: "Remove passkey", exact: true }).click();
  await page.getByText("“Old MacBook” signs you in no more").waitFor();

  await press(page, `Account, ${OWNER.name}`);
  await press(page, "Sign out");
  await press(page, "Sign in with a passkey");
  await page.getByRole("alert").filter({ hasText: "This passkey lets nobody in here." }).waitFor();
  expect((await server.events()).filter((type) => type.includes("passkey"))).toEqual([
    ...["user.passkey_added", "user.passkey_removed"],
  ]);
});

test("somebody whose device does not say that it is them is told so, and can sign in otherwise", async () => {
  const server = await givenOwner();
  const page = await openPage(server.url.replace("127.0.0.1", "localhost"));
  const device = await page.context().newCDPSession(page);
  await device.send("WebAuthn.enable");
  await device.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      ...{ protocol: "ctap2", transport: "internal", automaticPresenceSimulation: true },
      ...{ hasResidentKey: true, hasUserVerification: true, isUserVerified: false },
    },
  });
  await page.goto("/sign-in");
  await press(page, "Sign in with a passkey");
  await page.getByRole("alert").filter({ hasText: "No passkey was used." }).waitFor();
  await signInByPassword(page);
  await signedIn(page);
});

test("at another address than its own, the server says where passkeys work", async () => {
  const server = await givenOwner();
  const page = await openPage(server.url);
  await page.goto("/sign-in");
  await press(page, "Sign in with a passkey");
  await page.getByText(`Passkeys work at ${server.url.replace("127.0.0.1", "localhost")} alone`).waitFor();
});

test.each(["light", "dark"] as const)("axe finds nothing where passkeys are, %s", async (theme) => {
  const server = await givenOwner();
  const { page } = await openWithDevice(server, { theme, width: 390 });
  await page.goto("/settings/profile");
  await page.getByRole("button", { name: "Sign in with a passkey" }).waitFor();
  await expectAccessible(page, "the sign-in");
  await signInByPassword(page);
  await addPasskey(page, "A device with a very long name, as people give it to them");
  await page.getByRole("list", { name: "Your passkeys" }).waitFor();
  await expectAccessible(page, "the passkeys");
  await press(page, "Add a passkey");
  await page.getByRole("dialog").waitFor();
  await expectAccessible(page, "the dialog");
});
