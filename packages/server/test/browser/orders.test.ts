import type { Locator } from "playwright-core";
import { expect, test } from "vitest";
import type { LicenseTerms } from "#domain/licenses/terms.ts";
import { expectAccessible } from "#test/browser/axe.ts";
import { choose, clipboard, copyKey, focused, givenVendor } from "#test/browser/vendor.ts";
import { type GivenServer, OWNER } from "#test/given.ts";

/* A vendor at the pages of orders and licenses, while a real client asks the License API. */

const TERMS = {
  activationLimit: 3,
  expiry: { value: 1, unit: "years", from: "purchase" },
} as const satisfies Partial<LicenseTerms>;

/** The same with a license that is in use on so many devices, and the page of its order open. */
async function givenOrder({ devices = 0, viewer = {}, terms = TERMS as Partial<LicenseTerms> } = {}) {
  const { server, page } = await givenVendor(viewer);
  const { key, license } = await server.license(terms);
  const instances: string[] = [];
  for (let device = 1; device <= devices; device++) {
    const { body } = await activate(server, key, `Studio ${device}`);
    instances.push(body.instanceId);
  }
  const token = await server.token();
  const { body } = await server.call("GET", `/api/v1/licenses/${license.id}`, { token });
  const order = `/orders/${body.order.id}`;
  await page.goto(order);
  await page.getByRole("button", { name: "License actions" }).waitFor();
  return { server, page, key, id: license.id, instances, token, order };
}

function activate(server: GivenServer, licenseKey: string, instanceName: string) {
  return server.call("POST", "/api/v1/license/activate", { body: { licenseKey, instanceName } });
}

/** What an application is told about its key. */
async function verdict(server: GivenServer, licenseKey: string, instanceId?: string): Promise<string> {
  const { body } = await server.call("POST", "/api/v1/license/validate", {
    body: { licenseKey, ...(instanceId && { instanceId }) },
  });
  return body.code;
}

test("a new order is placed by hand, and its key works at once", async () => {
  const { server, page } = await givenVendor();
  const plan = await server.plan(TERMS);
  await page.goto("/orders");
  await page.getByText("No orders yet").waitFor();
  await page.getByRole("main").getByRole("link", { name: "New order" }).first().click();
  await page.getByRole("radio", { name: plan.name }).click();
  await page.getByRole("combobox", { name: "Customer’s e-mail" }).fill("ines@northlight.example");
  await page.getByRole("textbox", { name: "Name" }).fill("Ines Duarte");
  await page.getByText("Ines Duarte gets a key for up to 3 devices that expires on").waitFor();
  await page.getByRole("button", { name: "Place order" }).click();

  await page.getByRole("heading", { name: /^Order \d+$/ }).waitFor();
  await page.getByText("0/3 activations").waitFor();
  const copied = await copyKey(page);
  expect((await activate(server, copied, "Studio Mac")).status).toBe(201);
  expect(await verdict(server, copied)).toBe("VALID");

  await page.goto("/orders");
  await page.getByRole("row", { name: /Ines Duarte/ }).click();
  await page.getByText("1/3 activations").waitFor();
});

test("a customer who is known is offered while one types, and what is refused stands beside its field", async () => {
  const { server, page } = await givenVendor();
  const { plan } = await server.license(TERMS);
  await page.goto(`/orders/new?plan=${plan.id}`);
  const email = page.getByRole("combobox", { name: "Customer’s e-mail" });
  await email.fill("customer at example");
  await page.getByRole("button", { name: "Place order" }).click();
  await page.getByText("Must be an e-mail address.").waitFor();
  expect(await email.inputValue()).toBe("customer at example");
  await page.locator("input:focus[role=combobox]").waitFor();

  await email.fill("cust");
  await page.getByRole("option", { name: /customer-1@example\.com/ }).waitFor();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  expect(await email.inputValue()).toBe("customer-1@example.com");
  await page.getByText("Comes with a known customer").waitFor();
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: /^Order \d+$/ }).waitFor();
  await page.getByRole("link", { name: "Ines Duarte" }).waitFor();
});

test("an order takes an amount in the currency of the last one, and refuses what is no amount beside its field", async () => {
  const { server, page } = await givenVendor();
  const { plan } = await server.license(TERMS);
  const place = (body: object) =>
    server
      .token()
      .then((token) => server.call("POST", "/api/v1/orders", { token, body: { planId: plan.id, ...body } }));
  await place({ customer: { email: "first@example.com" }, amount: { value: "79.00", currency: "CHF" } });
  await page.goto(`/orders/new?plan=${plan.id}&email=ines@northlight.example`);
  const amount = page.getByRole("textbox", { name: "Amount" });
  await page.getByRole("option", { name: "CHF, Swiss Franc", selected: true }).waitFor({ state: "attached" });
  await amount.fill("149,00");
  await page.getByRole("button", { name: "Place order" }).click();
  await page.getByText("Must be a decimal number such as 149.00.").waitFor();
  await amount.and(page.locator(":focus")).waitFor();
  expect(await amount.inputValue()).toBe("149,00");
  await amount.fill("149.00");
  await page.getByRole("combobox", { name: "Currency" }).selectOption("JPY");
  await page.getByRole("combobox", { name: "Currency" }).selectOption("EUR");
  await page.getByRole("button", { name: "Place order" }).click();
  await page.getByText("€149.00").waitFor();

  await page.goto(`/orders/new?plan=${plan.id}&email=ines@northlight.example`);
  await page.getByRole("button", { name: "Place order" }).click();
  await page.getByText("Not told").waitFor();
});

test("a regenerated key stops the old one and its devices, and is shown once", async () => {
  const { server, page, key, instances } = await givenOrder({ devices: 2 });
  const dialog = await choose(page, "Regenerate key");
  await dialog.getByText("The old key and its 2 activations stop at once. This can’t be undone.").waitFor();
  await dialog.getByText("Studio 1").waitFor();
  await dialog.getByText("Studio 2").waitFor();
  expect(await verdict(server, key, instances[0])).toBe("VALID");
  await dialog.getByRole("button", { name: "Regenerate key" }).click();

  await dialog.getByText("The new key is ready.").waitFor();
  expect(await verdict(server, key, instances[0])).toBe("INVALID_KEY");
  const made = await copyKey(page, dialog);
  expect(made).not.toBe(key);
  expect((await activate(server, made, "Studio 3")).status).toBe(201);
  await dialog.getByRole("button", { name: "Done" }).click();
  await page.getByText("Key regenerated").waitFor();
  await page.getByText(OWNER.name).last().waitFor();
});

test("a limit below the use warns, throws nobody out, and refuses new devices", async () => {
  const { server, page, key, instances } = await givenOrder({ devices: 2 });
  const dialog = await choose(page, "Edit activation limit");
  const number = dialog.getByRole("spinbutton", { name: "Devices at the same time" });
  await number.fill("101");
  await dialog.getByRole("button", { name: "Save limit" }).click();
  await dialog.getByText("Must be at most 100.").waitFor();
  await number.fill("1");
  await dialog.getByText("2 devices are in use. Both keep working.").waitFor();
  await dialog.getByRole("button", { name: "Save limit" }).click();
  await dialog.waitFor({ state: "hidden" });
  await page.getByText("2/1 activations").waitFor();
  expect(await verdict(server, key, instances[1])).toBe("VALID");
  expect((await activate(server, key, "Studio 3")).body.code).toBe("ACTIVATION_LIMIT_REACHED");

  const again = await choose(page, "Edit activation limit");
  await again.getByRole("switch", { name: "Limit activations" }).click();
  await again.getByRole("button", { name: "Save limit" }).click();
  await page.getByText("2/Unlimited").waitFor();
  expect((await activate(server, key, "Studio 3")).status).toBe(201);
});

test("an expiry of today stops the key, and a later one brings it back", async () => {
  const { server, page, key, instances } = await givenOrder({ devices: 1 });
  const dialog = await choose(page, "Manage expiry");
  await dialog.getByRole("button", { name: "Today" }).click();
  await dialog.getByText("The license expires at once. 1 device in use stops validating.").waitFor();
  await dialog.getByRole("button", { name: "Save expiry" }).click();
  await dialog.waitFor({ state: "hidden" });
  server.clock.move({ minutes: 1 });
  expect(await verdict(server, key, instances[0])).toBe("EXPIRED");

  const later = await choose(page, "Manage expiry");
  await later.getByRole("button", { name: "+1 year" }).click();
  await later.getByRole("button", { name: "Save expiry" }).click();
  await later.waitFor({ state: "hidden" });
  expect(await verdict(server, key, instances[0])).toBe("VALID");
  await page.getByText("Expiry extended").waitFor();

  const never = await choose(page, "Manage expiry");
  await never.getByRole("switch", { name: "This license expires" }).click();
  await never.getByRole("button", { name: "Save expiry" }).click();
  await page.getByText("Never expires", { exact: true }).waitFor();
});

test("a license whose time starts with its first activation says so, and is only changed when something else is chosen", async () => {
  const expiry = { value: 1, unit: "years", from: "first_activation" } as const;
  const { server, page, key, id, token } = await givenOrder({ terms: { activationLimit: 3, expiry } });
  await page.getByText("1 year · from first activation").waitFor();
  await page.getByText("for up to 3 devices, 1 year from first activation").waitFor();
  const dialog = await choose(page, "Manage expiry");
  await dialog
    .getByRole("radio", { name: "1 year from first activation", checked: true })
    .waitFor({ state: "attached" });
  await dialog.getByRole("button", { name: "Save expiry" }).click();
  await dialog.waitFor({ state: "hidden" });
  const path = `/api/v1/licenses/${id}`;
  const isWaiting = async () => (await server.call("GET", path, { token })).body.expiryFromActivation !== null;
  expect(await isWaiting()).toBe(true);
  expect(await server.events()).not.toContain("license.edited");
  await page.goto("/licenses");
  await page.getByRole("cell", { name: /1 year.*from first activation/ }).waitFor();
  await page.goto(`/licenses/${id}`);
  await page.getByText("from first activation").first().waitFor();

  const again = await choose(page, "Manage expiry");
  await again.getByRole("radio", { name: "On a date" }).check({ force: true });
  await again.getByText("The first activation no longer starts its time. This can’t be undone.").waitFor();
  await again.getByRole("button", { name: "+1 month" }).click();
  await again.getByRole("button", { name: "Save expiry" }).click();
  await again.waitFor({ state: "hidden" });
  await page.getByText(/from 1.year from first activation to \d/).waitFor();
  expect(await isWaiting()).toBe(false);
  expect((await activate(server, key, "Studio Mac")).status).toBe(201);
});

test("what is being asked about a license stands still when its first device is activated meanwhile", async () => {
  const expiry = { value: 1, unit: "years", from: "first_activation" } as const;
  const { server, page, key, id, token } = await givenOrder({ terms: { activationLimit: 3, expiry } });
  const dialog = await choose(page, "Manage expiry");
  await activate(server, key, "Studio Mac");
  await page.getByText("1/3 activations").waitFor();
  const { expiresOn } = (await server.call("GET", `/api/v1/licenses/${id}`, { token })).body;
  await dialog.getByRole("button", { name: "Save expiry" }).click();
  await dialog.waitFor({ state: "hidden" });
  expect((await server.call("GET", `/api/v1/licenses/${id}`, { token })).body.expiresOn).toBe(expiresOn);
});

test("a license is deactivated only once the last characters of its key are typed", async () => {
  const { server, page, key, instances } = await givenOrder({ devices: 1 });
  const dialog = await choose(page, "Deactivate license");
  await dialog.getByText("The key and its 1 activation stop for good. A new order is the only way back.").waitFor();
  const button = dialog.getByRole("button", { name: "Deactivate license" });
  expect(await button.isDisabled()).toBe(true);
  await dialog
    .getByRole("textbox", { name: "Type the last five characters of the key" })
    .fill(key.slice(-5).toLowerCase());
  expect(await verdict(server, key, instances[0])).toBe("VALID");
  await button.click();
  await page.getByText(/^Deactivated \d/).waitFor();
  expect(await verdict(server, key, instances[0])).toBe("DEACTIVATED");
  expect(await page.getByRole("button", { name: "License actions" }).count()).toBe(0);
});

test("a license is suspended and restored, and the same key works on the same device again", async () => {
  const { server, page, key, instances } = await givenOrder({ devices: 1 });
  const suspend = await choose(page, "Suspend license");
  await suspend.getByText("The key and its 1 activation stop at once.").waitFor();
  await suspend.getByRole("textbox", { name: "Reason" }).fill("The bank asks back");
  await suspend.getByRole("button", { name: "Suspend license" }).click();
  await page.getByText("Suspended", { exact: true }).first().waitFor();
  await page.getByText("The bank asks back").waitFor();
  expect(await verdict(server, key, instances[0])).toBe("SUSPENDED");
  const restore = await choose(page, "Restore license");
  await restore.getByRole("button", { name: "Restore license" }).click();
  await page.getByText("Active", { exact: true }).first().waitFor();
  expect(await verdict(server, key, instances[0])).toBe("VALID");
});

test("the second editor is told what changed, and overwrites nothing unseen", async () => {
  const { server, page, id, token } = await givenOrder();
  const dialog = await choose(page, "Edit activation limit");
  await dialog.getByRole("spinbutton").fill("10");
  const path = `/api/v1/licenses/${id}`;
  await server.call("PATCH", path, { token, body: { activationLimit: 8 } });
  await dialog.getByRole("button", { name: "Save limit" }).click();
  await dialog
    .getByText(/admin token changed the limit from 3.devices to 8.devices\. Nothing of yours is saved yet\./)
    .waitFor();
  expect((await server.call("GET", path, { token })).body.activationLimit).toBe(8);
  await dialog.getByRole("radio", { name: /^8.devices/ }).click();
  await dialog.getByRole("button", { name: /^Keep 8.devices$/ }).waitFor();
  await dialog.getByRole("radio", { name: /^10.devices/ }).click();
  await dialog.getByRole("button", { name: /^Save 10.devices$/ }).click();
  await dialog.waitFor({ state: "hidden" });
  expect((await server.call("GET", path, { token })).body.activationLimit).toBe(10);
});

test("a revoked device stops, and its slot is free", async () => {
  const { server, page, key, instances } = await givenOrder({ devices: 2 });
  await page.getByRole("link", { name: "Open license" }).click();
  await page.getByRole("button", { name: "Revoke Studio 1" }).click();
  const dialog = page.getByRole("dialog", { name: "Revoke activation" });
  await dialog.getByText("Studio 1 stops at once").waitFor();
  await dialog.getByRole("button", { name: "Revoke activation" }).click();
  await dialog.waitFor({ state: "hidden" });
  await page.getByText("Activation revoked").waitFor();
  expect(await verdict(server, key, instances[0])).toBe("INSTANCE_NOT_FOUND");
  expect(await verdict(server, key, instances[1])).toBe("VALID");
  await page.getByRole("button", { name: "Revoke Studio 1" }).waitFor({ state: "detached" });
  await page.getByRole("radio", { name: "Ended" }).check({ force: true });
  await page.getByRole("cell", { name: /Studio 1/ }).waitFor();
  expect(new URL(page.url()).search).toBe("?show=ended");
});

test("the order page works by keyboard alone, and Escape gives the focus back", async () => {
  const { server, page, key, id, token } = await givenOrder();
  const reach = async (name: RegExp) => {
    for (let step = 0; step < 50 && !name.test(await focused(page)); step++) await page.keyboard.press("Tab");
    expect(await focused(page)).toMatch(name);
  };
  await reach(/^License actions$/);
  const menu = page.getByRole("menu", { name: "License actions" });
  const openMenu = async () => {
    await page.keyboard.press("Enter");
    await menu.waitFor();
    await expect.poll(() => focused(page)).toBe("Regenerate key");
  };
  const chooseByKeys = async (item: string) => {
    await openMenu();
    for (let step = 0; step < 6 && (await focused(page)) !== item; step++) await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
  };
  const expectClosed = async (what: Locator) => {
    await what.waitFor({ state: "hidden" });
    await expect.poll(() => focused(page)).toBe("License actions");
  };
  await openMenu();
  await page.keyboard.press("Escape");
  await expectClosed(menu);
  for (const item of [
    "Regenerate key",
    "Edit activation limit",
    "Manage expiry",
    "Suspend license",
    "Deactivate license",
  ]) {
    await chooseByKeys(item);
    const dialog = page.getByRole("dialog", { name: item });
    await dialog.waitFor();
    await dialog.locator(":focus").waitFor({ state: "attached" });
    await page.keyboard.press("Escape");
    await expectClosed(dialog);
  }
  await reach(/^License key ending in/);
  await page.keyboard.press("Enter");
  await page.getByText("Key copied").waitFor();
  expect(await clipboard(page)).toBe(key);

  await page.getByRole("button", { name: "License actions" }).focus();
  await chooseByKeys("Edit activation limit");
  const dialog = page.getByRole("dialog");
  await dialog.waitFor();
  await dialog.getByRole("spinbutton").focus();
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("Enter");
  await dialog.waitFor({ state: "hidden" });
  expect((await server.call("GET", `/api/v1/licenses/${id}`, { token })).body.activationLimit).toBe(4);
});

for (const theme of ["light", "dark"] as const) {
  test(`axe finds nothing on these pages and their dialogs, ${theme}`, async () => {
    const { page, id, order } = await givenOrder({ devices: 2, viewer: { theme } });
    const look = async () => {
      await expectAccessible(page);
    };
    await look();
    for (const item of [
      "Regenerate key",
      "Edit activation limit",
      "Manage expiry",
      "Suspend license",
      "Deactivate license",
    ]) {
      const dialog = await choose(page, item);
      await look();
      await page.keyboard.press("Escape");
      await dialog.waitFor({ state: "hidden" });
    }
    for (const [path, seen] of [
      ["/orders", "table"],
      [`/licenses/${id}`, "table"],
      ["/orders/new", "radio"],
    ] as const) {
      await page.goto(path);
      await page.getByRole(seen).first().waitFor();
      await look();
    }
    await page.setViewportSize({ width: 390, height: 844 });
    await page.goto(order);
    await page.getByRole("button", { name: "License actions" }).waitFor();
    await look();
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(390);
  });
}
