import { expect, test } from "vitest";
import { acceptInvitation } from "#actions/users/accept-invitation.ts";
import { invite } from "#actions/users/invite.ts";
import type { Role } from "#domain/actor.ts";
import { expectAccessible } from "#test/browser/axe.ts";
import { openPage } from "#test/browser/browser.ts";
import { clipboard, copyKey, givenVendor } from "#test/browser/vendor.ts";
import { type GivenServer, OPERATOR, taken } from "#test/given.ts";

const PASSWORD = "quiet staple orange";

test("somebody is invited, makes their account by the link, gets another role and is removed", async () => {
  const { server, page } = await givenVendor();
  await page.goto("/settings/people");
  const form = page.locator("form").filter({ hasText: "They get a link" });
  await form.getByLabel("E-mail").fill("noor@example.com");
  await form.getByLabel("Role").selectOption("Read-only");
  await form.getByRole("button", { name: "Invite" }).click();
  const shown = page.getByRole("dialog", { name: "noor@example.com is invited" });
  await shown.getByRole("button", { name: /^Invitation link/ }).click();
  const link = await clipboard(page);
  await shown.getByRole("button", { name: "Done, I have it" }).click();
  const row = page.getByRole("row", { name: /noor@example\.com/ });
  await row.getByText("the link works until").waitFor();

  const theirs = await openPage(server.url);
  await theirs.goto(link);
  await theirs.getByText("You sign in with noor@example.com.").waitFor();
  await theirs.getByLabel("Your name").fill("Noor Haddad");
  await theirs.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await theirs.getByRole("button", { name: "Make account and sign in" }).click();
  await theirs.getByRole("button", { name: "Account, Noor Haddad" }).getByText("Read-only").waitFor();
  // It works once.
  const late = await openPage(server.url);
  await late.goto(link);
  await late.getByRole("heading", { name: "This invitation is not good any more" }).waitFor();

  await page.reload();
  await page.getByLabel("Role of Noor Haddad").selectOption("Owner");
  await page.getByRole("dialog", { name: "Make owner" }).getByRole("button", { name: "Keep role" }).click();
  await page.getByLabel("Role of Noor Haddad").selectOption("Support");
  await page.getByText("Noor Haddad is support now").waitFor();
  await page.getByRole("button", { name: "Actions for Noor Haddad" }).click();
  await page.getByRole("menuitem", { name: "Remove account" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Remove account" }).click();
  await page.getByText("Noor Haddad has no account any more").waitFor();
  await theirs.goto("/licenses");
  await theirs.getByRole("button", { name: "Sign in", exact: true }).waitFor();
  expect((await server.events()).filter((type) => /invited|created|role|removed/.test(type))).toEqual([
    ...["user.created", "user.invited", "user.created", "user.role_changed", "user.removed"],
  ]);
});

test("nobody is offered what their role does not cover, and who is read-only is not shown a whole key", async () => {
  const { server } = await givenVendor();
  const { license, key, plan, order } = await server.license();
  const sees = async (role: Role, path: string) => {
    const page = await signedInAs(server, role);
    await page.goto(path);
    await page.getByRole("heading", { level: 1 }).waitFor();
    const button = (name: string | RegExp) => page.getByRole("button", { name });
    return { page, button };
  };
  for (const path of [`/licenses/${license.id}`, `/orders/${order.id}`]) {
    const looking = await sees("read_only", path);
    await looking.page.getByText("Masked").first().waitFor();
    expect(await looking.page.content()).not.toContain(key);
    for (const name of ["License actions", /^Copy|License key/, "Show key", "Manage expiry"])
      expect(await looking.button(name).count()).toBe(0);
    const helping = await sees("support", path);
    await helping.button("License actions").waitFor();
    expect(await copyKey(helping.page)).toBe(key);
  }

  const plans = await sees("support", `/plans/${plan.id}`);
  await plans.page.getByText("A plan is changed by an admin or an owner.").waitFor();
  expect(await plans.page.getByRole("switch", { name: "License keys" }).isDisabled()).toBe(true);

  const tabs = async (role: Role) => {
    const { page } = await sees(role, "/settings/profile");
    const texts = await page.getByRole("navigation", { name: "Settings" }).getByRole("link").allTextContents();
    return texts.map((text) => text.trim());
  };
  expect(await tabs("support")).toEqual(["Profile and sign-in", "E-mail"]);
  expect(await tabs("admin")).toEqual(["Profile and sign-in", "API tokens", "Sales", "E-mail"]);
});

test("a token is bound to a product and to a time, which its line tells", async () => {
  const { server, page } = await givenVendor();
  const { product } = await server.plan();
  await page.goto("/settings/tokens");
  await page.getByRole("button", { name: "New token" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Name", { exact: true }).fill("Shop");
  await dialog.getByLabel("Product", { exact: true }).selectOption(product.name);
  await dialog.getByLabel("Expires").selectOption({ value: "30" });
  await dialog.getByRole("button", { name: "Create token" }).click();
  await dialog.getByText(`of ${product.name} alone, until`).waitFor();
  await dialog.getByRole("button", { name: "Done, I have it" }).click();
  await page.getByRole("row", { name: new RegExp(`Shop.*${product.name}`) }).waitFor();
  expect((await server.eventRows()).at(-1)?.data).toMatch(`"product":"${product.identifier}"`);
});

test.each(["light", "dark"] as const)("the pages have no fault that axe finds, in the %s theme", async (theme) => {
  const { server, page } = await givenVendor({ theme });
  taken(await invite(server.as(OPERATOR), { email: "noor@example.com", role: "support", page: server.url }));
  const { link } = taken(
    await invite(server.as(OPERATOR), { email: "jo@example.com", role: "admin", page: server.url }),
  );
  for (const path of ["/settings/people", "/settings/tokens", `/invitation#${link.split("#")[1]}`]) {
    await page.goto(path);
    await page.getByRole("heading", { level: 1 }).waitFor();
    await page.waitForLoadState("networkidle");
    await expectAccessible(page, path);
  }
});

/** A page of somebody who has this role, and a new account each time. */
async function signedInAs(server: GivenServer, role: Role) {
  const email = `${role}-${++count}@example.com`;
  const { link } = taken(await invite(server.as(OPERATOR), { email, role, page: server.url }));
  const token = link.split("#")[1] ?? "";
  taken(await acceptInvitation(server.services, { token, name: role, password: PASSWORD }));
  const page = await openPage(server.url);
  const signedIn = await page.request.post("/api/auth/sign-in/email", {
    data: { email, password: PASSWORD },
    headers: { origin: server.url },
  });
  expect(signedIn.status()).toBe(200);
  return page;
}

let count = 0;
