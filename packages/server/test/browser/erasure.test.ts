import { readFileSync } from "node:fs";
import { AxeBuilder } from "@axe-core/playwright";
import { expect, test } from "vitest";
import { openSignedIn } from "#test/browser/vendor.ts";
import { givenServer } from "#test/given.ts";

test("a customer's data is handed out as a file, and they are erased once their e-mail is typed", async () => {
  const server = await givenServer();
  const license = await server.license({ activationLimit: 2 });
  const { id, email } = license.customer;
  await server.call("POST", "/license/activate", {
    body: { licenseKey: license.key, instanceName: "Studio Mac" },
  });
  const page = await openSignedIn(server, `/customers/${id}`);
  const menu = () => page.getByRole("button", { name: "Customer actions" }).click();

  await menu();
  const download = page.waitForEvent("download");
  await page.getByRole("menuitem", { name: "Export data" }).click();
  const file = await download;
  expect(file.suggestedFilename()).toBe(`customer-${id}.json`);
  const exported = JSON.parse(readFileSync(await file.path(), "utf8"));
  expect(exported).toMatchObject({ customer: { email, name: "Ines Duarte" }, devices: [{ name: "Studio Mac" }] });

  await menu();
  await page.getByRole("menuitem", { name: "Erase customer" }).click();
  const dialog = page.getByRole("dialog", { name: "Erase customer" });
  const erase = dialog.getByRole("button", { name: "Erase customer" });
  await dialog.getByText("gone for good").waitFor();
  expect((await new AxeBuilder({ page }).analyze()).violations.map(({ id: rule }) => rule)).toEqual([]);
  const typed = dialog.getByRole("textbox", { name: "Type the customer’s e-mail" });
  await typed.fill("somebody@example.com");
  expect(await erase.isDisabled()).toBe(true);
  await typed.fill(email);
  await erase.click();

  await page.getByRole("heading", { name: "Erased customer" }).waitFor();
  await page.getByText("Customer erased").first().waitFor();
  await expect.poll(() => page.getByText("Studio Mac").count()).toBe(0);
  expect(await page.content()).not.toContain("Ines Duarte");
  expect(await page.getByRole("button", { name: "Edit", exact: true }).count()).toBe(0);
  await menu();
  expect(await page.getByRole("menuitem").allTextContents()).toEqual(["Export data"]);
  expect((await server.events()).at(-1)).toBe("customer.erased");
});
