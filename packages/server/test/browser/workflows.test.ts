import { AuthenticationError, NotFoundError } from "@kelviq/node-sdk";
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { choose, copyKey, givenVendor } from "#test/browser/vendor.ts";
import { connect } from "#test/conformance/sdk-customer.ts";
import type { GivenServer } from "#test/given.ts";

/* The five workflows: the vendor by hand in the browser, the application with a client that was written for another server. */

/** The vendor sells a license by hand, and copies its key from the order's page. */
async function sell(server: GivenServer, page: Page, activationLimit: number): Promise<string> {
  const plan = await server.plan({ activationLimit, expiry: { value: 1, unit: "years", from: "purchase" } });
  await page.goto(`/orders/new?plan=${plan.id}`);
  await page.getByRole("combobox", { name: "Customer’s e-mail" }).fill("ines@northlight.example");
  await page.getByRole("textbox", { name: "Name" }).fill("Ines Duarte");
  await page.getByRole("button", { name: "Place order" }).click();
  await page.getByRole("heading", { name: /^Order \d+$/ }).waitFor();
  return copyKey(page);
}

async function openLicense(page: Page): Promise<void> {
  await page.getByRole("link", { name: "Open license" }).click();
  await page.getByRole("heading", { name: "Instances" }).waitFor();
}

test("A. a new customer buys and activates, and the vendor sees the device", async () => {
  const { server, page } = await givenVendor();
  const licenseKey = await sell(server, page, 3);
  const { license } = await connect(server).activate({
    licenseKey,
    instanceName: "Studio Mac",
    metadata: { os: "macOS 26.1" },
  });
  expect(license.activationUsage).toBe(1);
  await page.getByText("1/3 activations").waitFor();
  await openLicense(page);
  await page.getByRole("row", { name: /Studio Mac.*macOS 26\.1/ }).waitFor();
});

test("B. a customer moves to a new device, once the vendor has revoked the old one", async () => {
  const { server, page } = await givenVendor();
  const application = connect(server);
  const licenseKey = await sell(server, page, 1);
  await application.activate({ licenseKey, instanceName: "Old PC" });
  await expect(application.activate({ licenseKey, instanceName: "New PC" })).rejects.toThrow(AuthenticationError);
  await openLicense(page);
  await page.getByText("Activation denied").first().waitFor();
  await page.getByRole("button", { name: "Revoke Old PC" }).click();
  const dialog = page.getByRole("dialog", { name: "Revoke activation" });
  await dialog.getByRole("button", { name: "Revoke activation" }).click();
  await dialog.waitFor({ state: "detached" });
  const { license } = await application.activate({ licenseKey, instanceName: "New PC" });
  expect(license.activationUsage).toBe(1);
  await page.getByRole("row", { name: /New PC/ }).waitFor();
});

test("C. an application validates at start-up, and takes no second slot", async () => {
  const { server, page } = await givenVendor();
  const application = connect(server);
  const licenseKey = await sell(server, page, 2);
  const { instanceId } = await application.activate({ licenseKey, instanceName: "Tablet" });
  for (let start = 0; start < 3; start++) {
    expect(await application.validate({ licenseKey, instanceId })).toMatchObject({ valid: true, code: "VALID" });
  }
  await page.getByText("1/2 activations").waitFor();
});

test("D. the vendor extends a license, and the next validation shows it", async () => {
  const { server, page } = await givenVendor();
  const application = connect(server);
  const licenseKey = await sell(server, page, 2);
  const { expiresOn } = (await application.validate({ licenseKey, instanceId: null })).license ?? {};
  const dialog = await choose(page, "Manage expiry");
  await dialog.getByRole("button", { name: "+1 year" }).click();
  await dialog.getByRole("button", { name: "Save expiry" }).click();
  await dialog.waitFor({ state: "detached" });
  await page.getByText("Expiry extended").waitFor();
  const extended = (await application.validate({ licenseKey, instanceId: null })).license;
  expect(Number(extended?.expiresOn?.slice(0, 4))).toBe(Number(expiresOn?.slice(0, 4)) + 1);
});

test("E. a key is compromised: its devices are revoked, the key is regenerated, the old one is dead at once", async () => {
  const { server, page } = await givenVendor();
  const application = connect(server);
  const leaked = await sell(server, page, 10);
  for (const name of ["Stranger 1", "Stranger 2"])
    await application.activate({ licenseKey: leaked, instanceName: name });
  await openLicense(page);
  await page.getByRole("button", { name: "Revoke Stranger 1" }).click();
  const revoking = page.getByRole("dialog", { name: "Revoke activation" });
  await revoking.getByRole("button", { name: "Revoke activation" }).click();
  await revoking.waitFor({ state: "detached" });

  const dialog = await choose(page, "Regenerate key");
  await dialog.getByRole("button", { name: "Regenerate key" }).click();
  await dialog.getByText("The new key is ready.").waitFor();
  await expect(application.validate({ licenseKey: leaked, instanceId: null })).rejects.toThrow(NotFoundError);
  const licenseKey = await copyKey(page, dialog);
  expect(licenseKey).not.toBe(leaked);
  await dialog.getByRole("button", { name: "Done" }).click();
  const { instanceId } = await application.activate({ licenseKey, instanceName: "Laptop" });
  expect(await application.validate({ licenseKey, instanceId })).toMatchObject({ valid: true });
  await page.getByRole("row", { name: /Laptop/ }).waitFor();
});
