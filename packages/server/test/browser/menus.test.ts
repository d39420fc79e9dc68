import type { Locator } from "playwright-core";
import { expect, test } from "vitest";
import { expectAccessible } from "#test/browser/axe.ts";
import { focused, givenVendor } from "#test/browser/vendor.ts";
import { OWNER } from "#test/given.ts";

/* Whatever opens over a page: menus, the command palette, suggestions, the calendar. */

for (const theme of ["light", "dark"] as const) {
  test(`axe finds nothing while a menu is open, ${theme}`, async () => {
    const { server, page } = await givenVendor({ theme });
    const { license, customer, key } = await server.license({ activationLimit: 2 });
    await server.call("POST", "/api/v1/license/activate", { body: { licenseKey: key, instanceName: "Studio Mac" } });
    const look = async (where: string, opened: Locator) => {
      await opened.waitFor();
      await expectAccessible(page, where);
      await page.keyboard.press("Escape");
      await opened.waitFor({ state: "detached" });
    };
    const press = (name: string) => page.getByRole("button", { name, exact: true }).click();

    for (const [path, filters] of [
      ["/orders", ["Placed", "Product", "Plan", "License", "Came from"]],
      ["/licenses", ["Product", "Status", "Plan", "Expires"]],
      ["/activity", ["When", "What", "Who", "Product"]],
    ] as const) {
      await page.goto(path);
      for (const filter of filters) {
        await press(filter);
        await look(`${path}, ${filter}`, page.getByRole("menu", { name: filter }));
      }
    }
    await page.getByRole("combobox", { name: "Search activity" }).fill(key.slice(-5));
    await look("search of the activity", page.getByRole("listbox", { name: "License, order or customer" }));

    await press(`Account, ${OWNER.name}`);
    await look("account menu", page.getByRole("button", { name: "Sign out" }));
    await page.keyboard.press("Control+k");
    const palette = page.getByRole("combobox", { name: "Search or jump to" });
    await palette.fill(customer.email);
    await page.getByRole("option", { name: /^Order/ }).waitFor();
    await look("command palette", palette);

    await page.goto("/orders/new");
    await page.getByRole("combobox", { name: "Customer’s e-mail" }).fill("cust");
    await look("customers who are known", page.getByRole("listbox", { name: "Known customers" }));

    await page.goto(`/licenses/${license.id}`);
    await press("License actions");
    await look("license actions", page.getByRole("menu", { name: "License actions" }));
    await press("Manage expiry");
    const dialog = page.getByRole("dialog", { name: "Manage expiry" });
    await dialog.getByRole("switch", { name: "This license expires" }).click();
    await dialog.getByRole("button", { name: "Choose a month" }).click();
    await dialog.getByRole("button", { name: "Choose a year" }).waitFor();
    await expectAccessible(page, "months of the calendar");
    await dialog.getByRole("button", { name: "Choose a year" }).click();
    await dialog.getByRole("button", { name: "Next decade" }).waitFor();
    await look("years of the calendar", dialog);
  });
}

test("a filter is chosen, changed and taken away by keyboard alone, and the focus stays with it", async () => {
  const { server, page } = await givenVendor();
  await server.license();
  await page.goto("/licenses");
  const menu = page.getByRole("menu", { name: "Status" });
  const open = async () => {
    await page.keyboard.press("Enter");
    await menu.waitFor();
    await menu.locator(":focus").waitFor();
  };
  await page.getByRole("button", { name: "Status", exact: true }).focus();
  await open();
  await page.keyboard.press("ArrowDown");
  await expect.poll(() => focused(page)).toBe("In grace");
  await page.keyboard.press("Enter");
  await page.getByText("Nothing matches these filters").waitFor();
  await expect.poll(() => focused(page)).toBe("Status In grace");
  expect(new URL(page.url()).search).toBe("?status=in_grace");

  await open();
  await page.keyboard.press("Escape");
  await expect.poll(() => focused(page)).toBe("Status In grace");
  await page.keyboard.press("Tab");
  await expect.poll(() => focused(page)).toBe("Remove filter Status");
  await page.keyboard.press("Enter");
  await expect.poll(() => focused(page)).toBe("Status");
  await page.getByRole("region", { name: "Licenses", exact: true }).getByRole("link").waitFor();
});

test("the command palette finds by keyboard, and Escape gives the focus back", async () => {
  const { server, page } = await givenVendor();
  const { customer } = await server.license();
  await page.goto("/products");
  await page.getByRole("cell", { name: "Product 1" }).waitFor();
  await page.getByRole("button", { name: "New product" }).focus();
  await page.keyboard.press("Control+k");
  const field = page.getByRole("combobox", { name: "Search or jump to" });
  await field.and(page.locator(":focus")).waitFor();
  await page.keyboard.press("Escape");
  await field.waitFor({ state: "detached" });
  await expect.poll(() => focused(page)).toBe("New product");

  await page.keyboard.press("/");
  await field.and(page.locator(":focus")).waitFor();
  await field.fill(customer.email);
  await page
    .getByRole("option", { name: /Ines Duarte/ })
    .first()
    .waitFor();
  await page.getByRole("group", { name: "Customers" }).waitFor();
  while (!(await page.getByRole("group", { name: "Customers" }).locator("[aria-selected=true]").count()))
    await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Ines Duarte", level: 1 }).and(page.locator(":focus")).waitFor();
});
