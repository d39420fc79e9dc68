import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { setupToken } from "#actions/users/set-up.ts";
import { expectAccessible } from "#test/browser/axe.ts";
import { openPage } from "#test/browser/browser.ts";
import { openSignedIn } from "#test/browser/vendor.ts";
import { type GivenServer, givenServer, OWNER } from "#test/given.ts";

/* Signing in, and what is kept: licenses, customers, the activity, the settings; by hand in a real browser. */

const press = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).click();
const told = (page: Page, words: string) => page.getByText(words).first().waitFor();
const heading = (page: Page, name: string) => page.getByRole("heading", { name, exact: true, level: 1 }).waitFor();
const searchBox = (page: Page) => page.getByRole("textbox", { name: "Search licenses" });
const links = (page: Page) => page.getByRole("region", { name: "Licenses", exact: true }).getByRole("link");

async function activate(server: GivenServer, licenseKey: string, instanceName: string): Promise<number> {
  return (await server.call("POST", "/api/v1/license/activate", { body: { licenseKey, instanceName } })).status;
}

/** Every address that the page has had: what its history and the server's log would keep. */
function addressesOf(page: Page): string[] {
  const addresses: string[] = [];
  page.on("framenavigated", (frame) => addresses.push(frame.url()));
  page.on("request", (request) => addresses.push(request.url()));
  return addresses;
}

test("a refused sign-in says so and keeps the e-mail; a right one goes on to where one wanted to be; signing out ends it", async () => {
  const server = await givenServer();
  await server.signIn();
  const page = await openPage(server.url);
  await page.goto("/licenses?status=active");
  await heading(page, "Sign in");
  await page.getByLabel("E-mail").fill(OWNER.email);
  await page.getByLabel("Password", { exact: true }).fill("not the password");
  await press(page, "Sign in");
  await page.getByRole("alert").filter({ hasText: "E-mail and password don’t fit together." }).waitFor();
  expect(await page.getByLabel("E-mail").inputValue()).toBe(OWNER.email);

  await page.getByLabel("Password", { exact: true }).fill(OWNER.password);
  await page.keyboard.press("Enter");
  await heading(page, "Licenses");
  expect(page.url()).toBe(`${server.url}/licenses?status=active`);

  await press(page, `Account, ${OWNER.name}`);
  await press(page, "Sign out");
  await heading(page, "Sign in");
  await page.goto("/customers");
  await heading(page, "Sign in");
  expect(await server.events()).toContain("user.signed_out");
});

test("a pasted key opens its license, and is in no address that the page ever had", async () => {
  const server = await givenServer();
  const license = await server.license();
  await server.license();
  const key = license.key;
  const page = await openSignedIn(server, "/licenses");
  await links(page).nth(1).waitFor();
  const addresses = addressesOf(page);

  // As it is often pasted: other dashes, small letters, spaces around it.
  await page.keyboard.press("/");
  await page.keyboard.insertText(`  ${key.toLowerCase().replaceAll("-", " ")} `);
  await page.waitForURL(`**/licenses/${license.license.id}`);
  await page.goBack();
  await heading(page, "Licenses");
  expect(page.url()).toBe(`${server.url}/licenses`);

  const unknown = `${key.slice(0, -5)}00000`;
  await searchBox(page).fill(unknown);
  await told(page, "No license has this key");
  await searchBox(page).fill(key.slice(0, 13));
  await told(page, "A part of a key");
  await press(page, "Clear search");
  await links(page).nth(1).waitFor();
  expect(await searchBox(page).inputValue()).toBe("");

  const body = key.replaceAll("-", "").slice(4, 20);
  const seen = addresses.map((address) =>
    decodeURIComponent(address)
      .replace(/[^0-9a-z]/gi, "")
      .toUpperCase(),
  );
  expect(seen.length).toBeGreaterThan(3);
  expect(seen.filter((address) => address.includes(body) || address.includes(body.slice(0, 9)))).toEqual([]);
});

test("licenses are found by the end of a key, an e-mail, an order; filters stand in the address and survive a reload", async () => {
  const server = await givenServer();
  const [first, second] = [await server.license(), await server.license({ activationLimit: 3 })];
  const page = await openSignedIn(server, "/licenses");
  await links(page).nth(1).waitFor();
  const ending = second.key.slice(-5);
  for (const text of [ending.toLowerCase(), second.customer.email, String(second.order.number)]) {
    await searchBox(page).fill(text);
    await page.waitForURL((url) => url.searchParams.get("q") === text);
    await expect.poll(() => links(page).allTextContents()).toEqual([expect.stringContaining(ending)]);
  }
  await page.keyboard.press("Escape");
  await links(page).nth(1).waitFor();

  await press(page, "Product");
  await page.getByRole("menuitemradio", { name: "Product 1" }).click();
  await press(page, "Status");
  await page.getByRole("menuitemradio", { name: "Active" }).click();
  await expect.poll(() => links(page).count()).toBe(1);
  const address = page.url();
  await page.reload();
  await page.getByRole("button", { name: "Remove filter Status" }).waitFor();
  await expect.poll(() => links(page).allTextContents()).toEqual([expect.stringContaining(first.key.slice(-5))]);
  expect(page.url()).toBe(address);

  await searchBox(page).fill(ending);
  await told(page, `Nothing matches “${ending}”`);
  await press(page, "Clear filters");
  await expect.poll(() => links(page).count()).toBe(1);
  await links(page).click();
  await page.waitForURL(`**/licenses/${second.license.id}`);
});

test("before anything is sold, the lists say what to do first", async () => {
  const server = await givenServer();
  const page = await openSignedIn(server, "/licenses");
  await told(page, "No licenses yet");
  expect(await page.getByRole("textbox").count()).toBe(0);
  await page.getByRole("link", { name: "Customers" }).click();
  await told(page, "No customers yet");
  await page.goto("/settings/tokens");
  await told(page, "No tokens yet");
});

test("a customer's page shows what they bought and where they use it, and takes another name", async () => {
  const server = await givenServer();
  const license = await server.license({ activationLimit: 2 });
  await activate(server, license.key, "Studio Mac");
  const page = await openSignedIn(server, "/customers");
  await page.getByRole("textbox", { name: "Search customers" }).fill("Ines D");
  await page.waitForURL("**/customers?q=Ines+D");
  await page.getByRole("link", { name: "Ines Duarte" }).click();
  await heading(page, "Ines Duarte");
  await page.getByRole("region", { name: "List of licenses" }).getByRole("link").waitFor();
  await page.getByRole("region", { name: "List of orders" }).getByRole("link").waitFor();
  await told(page, "Activated");

  await press(page, "Edit");
  await page.getByRole("textbox", { name: "Name", exact: true }).fill("Ines Duarte-Vogel");
  const { body } = await server.call("GET", `/api/v1/customers/${license.customer.id}`, {
    token: await server.token(),
  });
  await server.call("PATCH", `/api/v1/customers/${license.customer.id}`, {
    token: await server.token(),
    body: { name: "Inês Duarte" },
  });
  expect(body.name).toBe("Ines Duarte");
  await press(page, "Save customer");
  await told(page, "Now saved: Inês Duarte");
  await press(page, "Save mine all the same");
  await heading(page, "Ines Duarte-Vogel");

  await press(page, "Revoke Studio Mac");
  await page.getByRole("dialog").getByRole("button", { name: "Revoke activation" }).click();
  await told(page, "No device uses a license of theirs.");
  expect(await server.events()).toContain("activation.revoked");
});

test("the activity tells what happened and who did it, holds news back until they are wanted, and keeps its filters", async () => {
  const server = await givenServer();
  const license = await server.license({ activationLimit: 1 });
  await activate(server, license.key, "Studio Mac");
  await activate(server, license.key, "WIN-9KD2");
  const page = await openSignedIn(server, "/activity");
  const denied = page.getByRole("listitem").filter({ hasText: "Activation denied" });
  await denied.waitFor();
  expect(await denied.textContent()).toContain("on WIN-9KD2, limit reached with 1 of 1 in use");
  expect(await denied.textContent()).toContain("Ines Duarte");
  await told(page, "License issued");
  await denied.getByRole("button", { name: "Details" }).click();
  await denied.getByText("activation.denied").waitFor();

  await server.call("POST", "/api/v1/products", { token: await server.token(), body: { name: "Halcyon Loops" } });
  // Asked anew when the tab is looked at again, which is sooner than by itself.
  await expect
    .poll(async () => {
      await page.evaluate("window.dispatchEvent(new Event('visibilitychange'))");
      return page.getByText("new since you opened this page").count();
    })
    .toBe(1);
  expect(await page.getByText("Product added Halcyon Loops").count()).toBe(0);
  await press(page, "Show");
  await told(page, "Product added Halcyon Loops");

  await press(page, "What");
  await page.getByRole("menuitemradio", { name: "Activation denied" }).click();
  await press(page, "Who");
  await page.getByRole("menuitemradio", { name: "Applications" }).click();
  await expect.poll(() => page.getByRole("main").getByRole("listitem").count()).toBe(1);
  await page.reload();
  await denied.waitFor();
  expect(page.url()).toBe(`${server.url}/activity?type=activation.denied&actor=application`);
  await denied.getByRole("link", { name: license.key.slice(-5) }).click();
  await page.waitForURL(`**/licenses/${license.license.id}`);
});

test("the activity is searched by what it is about: the end of a key, a whole key, an order, a customer", async () => {
  const server = await givenServer();
  const [one, other] = [await server.license(), await server.license()];
  const page = await openSignedIn(server, "/activity");
  const addresses = addressesOf(page);
  const search = page.getByRole("combobox", { name: "Search activity" });
  const lines = page.getByRole("main").getByRole("listitem");
  await page.getByText("License issued").first().waitFor();
  await page.keyboard.press("/");
  await search.and(page.locator(":focus")).waitFor();
  for (const [typed, filter, value] of [
    [other.key.slice(-5).toLowerCase(), "License", `…${other.key.slice(-5)}`],
    [one.key, "License", `…${one.key.slice(-5)}`],
    [String(other.order.number), "Order", String(other.order.number)],
    [one.customer.email, "Customer", "Ines Duarte"],
  ] as const) {
    await search.fill(typed);
    // A number may end a key, too, and an e-mail is in the orders: what is meant is chosen.
    if (filter === "Order" || filter === "Customer") {
      const kind = page.getByRole("option", { name: filter === "Order" ? `Order ${value}` : /^Ines Duarte.*@/ });
      await kind.first().waitFor();
      while (!(await kind.and(page.locator("[aria-selected=true]")).count())) await page.keyboard.press("ArrowDown");
    }
    await page.keyboard.press("Enter");
    await page.getByText(`${filter} ${value}`, { exact: true }).waitFor();
    expect(await search.inputValue()).toBe("");
    await page.getByRole("button", { name: `Remove filter ${filter}` }).waitFor();
  }
  await expect.poll(() => lines.count()).toBe(3);
  expect(new URL(page.url()).search).toBe(`?customer=${one.customer.id}`);
  await page.reload();
  await page.getByText("Customer Ines Duarte").waitFor();
  await press(page, "Remove filter Customer");
  await expect.poll(() => lines.count()).toBeGreaterThan(3);

  await search.fill("nobody@nowhere");
  await told(page, "Nothing found.");
  await page.keyboard.press("Escape");
  await page.getByText("Nothing found.").waitFor({ state: "detached" });
  expect(addresses.filter((address) => address.includes(one.key.slice(5, 20)))).toEqual([]);
});

test("a customer's devices are listed over all of their licenses, as far as one reads on", async () => {
  const server = await givenServer();
  const license = await server.license({ activationLimit: null });
  for (let device = 1; device <= 30; device++) await activate(server, license.key, `Device ${device}`);
  const page = await openSignedIn(server, `/customers/${license.customer.id}`);
  const devices = page.getByRole("region", { name: "List of devices" }).getByRole("row");
  await page.getByRole("region", { name: "Devices", exact: true }).getByRole("button", { name: "Show more" }).click();
  await expect.poll(() => devices.count()).toBe(31);
  await page.getByRole("button", { name: "Revoke Device 1", exact: true }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByText(`Ines Duarte, key ending ${license.key.slice(-5)}`).waitFor();
  await dialog.getByRole("button", { name: "Revoke activation" }).click();
  await dialog.waitFor({ state: "detached" });
  await expect.poll(() => devices.count()).toBe(30);
});

test("a token is shown once, works on the API, and is dead once it is revoked", async () => {
  const server = await givenServer();
  const page = await openSignedIn(server, "/settings/tokens");
  await press(page, "New token");
  await press(page, "Create token");
  await told(page, "Must not be empty.");
  await page.getByRole("textbox", { name: "Name" }).fill("Shop, staging");
  await page.getByRole("radio", { name: /^Licenses and orders/ }).check();
  await press(page, "Create token");
  await page.getByRole("dialog", { name: "Shop, staging" }).waitFor();
  await page.getByRole("button", { name: /^Token,/ }).click();
  await told(page, "Copied");
  const token = await page.evaluate<string>("navigator.clipboard.readText()");
  expect(await server.call("GET", "/api/v1/me", { token })).toMatchObject({
    status: 200,
    body: { kind: "token", name: "Shop, staging", scope: "write" },
  });
  await press(page, "Done, I have it");
  const row = page.getByRole("row").filter({ hasText: "Shop, staging" });
  await row.getByText("Licenses and orders").waitFor();
  await page.reload();
  await row.waitFor();
  expect(await page.content()).not.toContain(token);

  await press(page, "Revoke Shop, staging");
  await page.keyboard.press("Escape");
  expect((await server.call("GET", "/api/v1/me", { token })).status).toBe(200);
  await press(page, "Revoke Shop, staging");
  await press(page, "Revoke token");
  await told(page, "No tokens yet");
  expect((await server.call("GET", "/api/v1/me", { token })).status).toBe(401);
});

test("a user renames themself, changes their password, and ends their other sessions", async () => {
  const server = await givenServer();
  const page = await openSignedIn(server, "/settings/profile");
  const elsewhere = await server.signIn();
  await page.getByRole("textbox", { name: "Name" }).fill("Lena Vogel");
  await press(page, "Save changes");
  await page.getByRole("button", { name: "Account, Lena Vogel" }).waitFor();

  await press(page, "Change password");
  const fill = (label: string, text: string) => page.getByLabel(label, { exact: true }).fill(text);
  await fill("Current password", "not the password");
  await fill("New password", "short");
  await page.getByRole("dialog").getByRole("button", { name: "Change password" }).click();
  await told(page, "Must be at least 10 characters long.");
  await fill("New password", "a better battery staple");
  await page.getByRole("dialog").getByRole("button", { name: "Change password" }).click();
  await page.getByLabel("Current password").and(page.locator("[aria-invalid=true]")).waitFor();
  expect(await page.getByLabel("New password", { exact: true }).inputValue()).toBe("a better battery staple");
  await fill("Current password", OWNER.password);
  await page.getByRole("dialog").getByRole("button", { name: "Change password" }).click();
  await told(page, "Password changed, signed out everywhere else");
  expect((await server.call("GET", "/api/v1/me", { headers: elsewhere })).status).toBe(401);
  const signIn = (password: string) =>
    server.call("POST", "/api/auth/sign-in/email", { body: { email: OWNER.email, password } });
  expect((await signIn(OWNER.password)).status).toBe(401);

  expect((await signIn("a better battery staple")).status).toBe(200);
  await page.reload();
  await page
    .getByRole("button", { name: /^Sign out (?!everywhere)/ })
    .first()
    .click();
  await page.getByRole("button", { name: /^Sign out (?!everywhere)/ }).waitFor({ state: "detached" });
  await told(page, "This browser");
});

test.each(["light", "dark"] as const)(
  "axe finds nothing on the pages of records and settings, sign-in and setup, %s",
  async (theme) => {
    const server = await givenServer();
    const page = await openPage(server.url, { theme });
    const check = async (path: string, ready: string) => {
      await page.goto(path);
      await page.getByText(ready).first().waitFor();
      await expectAccessible(page, path);
    };
    await check(`/setup#${await setupToken(server.services)}`, "Create the owner");
    const license = await server.license({ activationLimit: 1 });
    await activate(server, license.key, "Studio Mac");
    await activate(server, license.key, "WIN-9KD2");
    await server.token();
    await server.signIn();
    await check("/sign-in", "Forgot your password?");
    await page.getByLabel("E-mail").fill(OWNER.email);
    await page.getByLabel("Password", { exact: true }).fill(OWNER.password);
    await press(page, "Sign in");
    await heading(page, "Overview");
    await check("/licenses", "Newest first");
    await check("/licenses?q=zzzzz", "Nothing matches");
    await check("/customers", "Newest first");
    await check(`/customers/${license.customer.id}`, "Activation denied");
    await check("/activity", "Activation denied");
    await check("/settings/profile", "This browser");
    await check("/settings/tokens", "Never used");
  },
);
