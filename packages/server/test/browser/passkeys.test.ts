import type { CDPSession, Page } from "playwright-core";
import { expect, test } from "vitest";
import { acceptInvitation } from "#actions/users/accept-invitation.ts";
import { invite } from "#actions/users/invite.ts";
import { requireTwoStep } from "#actions/users/require-two-step.ts";
import { expectAccessible } from "#test/browser/axe.ts";
import { openPage, type Viewer } from "#test/browser/browser.ts";
import { type GivenServer, givenServer, OPERATOR, OWNER, taken } from "#test/given.ts";

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

test("an owner asks two steps of everybody; whoever is in with the password alone is led to set one up, and goes on", async () => {
  const server = await givenOwner();
  const { page } = await openWithDevice(server);
  await page.goto("/settings/people");
  await signInByPassword(page);
  const required = page.getByRole("switch", { name: "Require a second step" });
  await required.click();
  await page.getByText("Set a second step up for yourself first").waitFor();
  await page.goto("/settings/profile");
  await addPasskey(page, "MacBook");
  await page.getByText("“MacBook” signs you in now").waitFor();

  const noor = { name: "Noor", email: "noor@example.com", password: OWNER.password };
  const invited = { email: noor.email, role: "read_only", page: "http://127.0.0.1/" } as const;
  const { link } = taken(await invite(server.as(OPERATOR), invited));
  taken(await acceptInvitation(server.services, { token: link.split("#")[1] ?? "", ...noor }));
  const { page: theirs } = await openWithDevice(server);
  await theirs.goto("/licenses");
  await signInByPassword(theirs, noor);
  await signedIn(theirs, noor.name);

  await page.goto("/settings/people");
  await page.getByText("1 person has none now.").waitFor();
  await page.getByRole("row", { name: /lena@/ }).getByText("Passkey").waitFor();
  await required.click();
  await page.getByText("Everybody signs in with two steps now").waitFor();
  // Her page asks for news, and is led away.
  await theirs.getByRole("heading", { name: "Set up a second step" }).waitFor();
  await theirs.goto("/orders");
  await theirs.getByRole("heading", { name: "Set up a second step" }).waitFor();
  await addPasskey(theirs, "Phone of Noor");
  await signedIn(theirs, noor.name);
  expect(new URL(theirs.url()).pathname).toBe("/orders");

  // Once she has one, the password alone leads to it.
  const again = await openPage(server.url.replace("127.0.0.1", "localhost"));
  await again.goto("/sign-in");
  await signInByPassword(again, noor);
  await again.getByRole("heading", { name: "Sign in with two steps" }).waitFor();
  await press(again, "Sign in again");
  await again.getByRole("button", { name: "Sign in with a passkey" }).waitFor();
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
  taken(await requireTwoStep(server.as(OPERATOR), true));
  const { page: other } = await openWithDevice(server, { theme });
  await other.goto("/settings/people");
  await signInByPassword(other);
  await other.getByRole("heading", { name: "Sign in with two steps" }).waitFor();
  await expectAccessible(other, "signing in again");
});
