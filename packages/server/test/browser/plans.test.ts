import { maskKey } from "@keywright/contract/license-key";
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { createProduct } from "#actions/products/create.ts";
import { setupToken } from "#actions/users/set-up.ts";
import type { Plan } from "#domain/plans/plan.ts";
import { expectAccessible } from "#test/browser/axe.ts";
import { openPage } from "#test/browser/browser.ts";
import { clipboard, openSignedIn } from "#test/browser/vendor.ts";
import { type GivenServer, givenServer, OPERATOR, taken } from "#test/given.ts";

/* Products, plans and the overview, by hand in a real browser. */

const TERMS = {
  activationLimit: 5,
  expiry: { value: 1, unit: "years", from: "purchase" },
  graceDays: 7,
} as const;

async function givenPlan(): Promise<{ server: GivenServer; plan: Plan; path: string }> {
  const server = await givenServer();
  const plan = await server.plan(TERMS);
  return { server, plan, path: `/plans/${plan.id}` };
}

/** What somebody else does meanwhile, with a token. */
async function editElsewhere(server: GivenServer, path: string, body: object): Promise<void> {
  const answer = await server.call("PATCH", `/api/v1${path}`, { body, token: await server.token() });
  expect(answer.status).toBe(200);
}

async function told(page: Page, words: string): Promise<void> {
  await page.getByText(words).first().waitFor();
}

/** Looks away from the page and back at it, upon which it asks anew, until these words are there. */
async function untilTold(page: Page, words: string): Promise<void> {
  const look = "document.dispatchEvent(new Event('visibilitychange', { bubbles: true }))";
  const isTold = async () => {
    await page.evaluate(look);
    return page.getByText(words).isVisible();
  };
  await expect.poll(isTold, { interval: 200 }).toBe(true);
}

const field = (page: Page, name: string) => page.getByRole("spinbutton", { name });
const press = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).click();
const choose = (page: Page, name: string) => page.getByRole("radio", { name, exact: true }).check({ force: true });
const turn = (page: Page, name: string) => page.getByRole("switch", { name }).click();

async function termsOf(server: GivenServer, plan: Plan) {
  const { body } = await server.call("GET", `/api/v1/plans/${plan.id}`, { token: await server.token() });
  return body.license;
}

test("a new owner gets from the setup link to an activated key by reading nothing but the screen", async () => {
  const server = await givenServer();
  const page = await openPage(server.url);
  await page.goto(`/setup#${await setupToken(server.services)}`);
  await page.getByLabel("Your name").fill("Maya Okafor");
  await page.getByLabel("E-mail").fill("maya@halcyon.example");
  await page.getByLabel("Password", { exact: true }).fill("correct horse battery");
  await press(page, "Create owner and sign in");

  await page.getByRole("heading", { name: "From a product to a working key" }).waitFor();
  await told(page, "0 of 4 done");
  await page.getByRole("link", { name: "New product" }).click();
  await page.getByRole("textbox", { name: "Name" }).fill("Halcyon Studio");
  await page.getByRole("textbox", { name: "Key prefix" }).fill("halc");
  await press(page, "Create product");

  await page.getByRole("heading", { name: "Halcyon Studio", level: 1 }).waitFor();
  await press(page, "New plan");
  await page.getByRole("textbox", { name: "Name" }).last().fill("Studio yearly");
  await press(page, "Create plan");

  await page.getByRole("heading", { name: "Studio yearly", level: 1 }).waitFor();
  await turn(page, "Activation limit");
  await field(page, "Devices at the same time").fill("2");
  await turn(page, "License expiry");
  await told(page, "A purchase made now gets a key for up to 2 devices that expires on 10 Mar 2027.");
  await press(page, "Save changes");
  await told(page, "Plan Studio yearly saved");

  await page.getByRole("link", { name: "Overview" }).click();
  await told(page, "2 of 4 done");
  const order = await server.call("POST", "/api/v1/orders", {
    token: await server.token(),
    body: { planIdentifier: await planIdentifier(server), customer: { email: "maya@halcyon.example" } },
  });
  await told(page, "3 of 4 done");
  for (const language of ["TypeScript", "Python", "C#", "Swift", "curl"]) {
    await choose(page, language);
    const code = await page.getByRole("region", { name: `Activate the key, ${language}` }).textContent();
    expect(code).toContain(`${server.url}/api/v1/license/activate`);
    expect(code).toContain(maskKey(order.body.license.licenseKey));
    expect(code).toContain("halcyon-studio");
  }
  await page.getByRole("button", { name: "Copy: Activate the key, curl" }).click();
  await page.getByRole("button", { name: "Copied" }).waitFor();
  const copied = await clipboard(page);
  await server.call("POST", "/api/v1/license/activate", { body: copied.match(/\{.*\}/s)?.[0] });
  await page.getByRole("heading", { name: "Overview", level: 1 }).waitFor();
  await page.getByRole("figure", { name: "Use per day" }).waitFor();
});

async function planIdentifier(server: GivenServer): Promise<string> {
  const { body } = await server.call("GET", "/api/v1/plans", { token: await server.token() });
  return body.items[0].identifier;
}

test("a plan says in words and dates what a purchase made now would give", async () => {
  const { server, path } = await givenPlan();
  const page = await openSignedIn(server, path);
  await told(page, "for up to 5 devices that expires on 10 Mar 2027, then keeps working 7 days more.");
  await told(page, "Expires, grace begins");

  await turn(page, "Activation limit");
  await told(page, "for any number of devices that expires on 10 Mar 2027");
  await field(page, "Duration").fill("3");
  await choose(page, "Months");
  await told(page, "that expires on 10 Jun 2026");
  await choose(page, "From first activation");
  await told(page, "expires 3 months after its first activation, on 10 Jun 2026 if that is today");
  await field(page, "Grace days").fill("0");
  await told(page, "Expires, stops working");
  await turn(page, "License expiry");
  await told(page, "for any number of devices that never expires.");
  await turn(page, "License keys");
  await told(page, "A purchase made now gets no key.");
  await press(page, "Discard");
  await told(page, "for up to 5 devices that expires on 10 Mar 2027, then keeps working 7 days more.");
});

test("leaving with unsaved changes asks, and only future orders are affected by what is saved", async () => {
  const { server, plan, path } = await givenPlan();
  const page = await openSignedIn(server, path);
  await turn(page, "Free unseen devices");
  await field(page, "Free a device not seen for").fill("30");
  await told(page, "Only future orders are affected.");
  await page.getByRole("link", { name: "Customers" }).click();
  await page.getByRole("dialog", { name: "Leave without saving" }).waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "detached" });
  expect(await field(page, "Free a device not seen for").inputValue()).toBe("30");
  await press(page, "Save changes");
  await told(page, `Plan ${plan.name} saved`);
  expect(await termsOf(server, plan)).toMatchObject({ releaseAfterDays: 30, activationLimit: 5, graceDays: 7 });

  await field(page, "Devices at the same time").fill("9");
  await page.getByRole("link", { name: "Customers" }).click();
  await press(page, "Leave without saving");
  await page.getByRole("heading", { name: "Customers", level: 1 }).waitFor();
  expect(await termsOf(server, plan)).toMatchObject({ activationLimit: 5 });
});

test("what the server would refuse is told beside its field, in its words, and what was typed stays", async () => {
  const { server, plan, path } = await givenPlan();
  const other = await server.plan();
  const page = await openSignedIn(server, path);
  const limit = field(page, "Devices at the same time");
  for (const [typed, words] of [
    ["0", "Must be at least 1."],
    ["101", "Must be at most 100."],
    ["1.5", "Must be a whole number."],
  ] as const) {
    await limit.fill(typed);
    await told(page, words);
    expect(await limit.getAttribute("aria-invalid")).toBe("true");
    await press(page, "Save changes");
    await told(page, words);
    expect(await limit.inputValue()).toBe(typed);
  }
  await limit.fill("6");
  await field(page, "Duration").fill("9000");
  await told(page, "Would expire after the year 9999.");
  await field(page, "Duration").fill("2");

  await page.getByRole("link", { name: "Details" }).click();
  await page.getByRole("textbox", { name: "Identifier" }).fill(other.identifier);
  await press(page, "Save changes");
  await told(page, "Another plan has this identifier.");
  expect(await page.getByRole("textbox", { name: "Identifier" }).inputValue()).toBe(other.identifier);
  expect(await termsOf(server, plan)).toMatchObject({ activationLimit: 5, expiry: { value: 1 } });
});

test("the second editor of a plan is told, compares, and overwrites nothing unseen", async () => {
  const { server, plan, path } = await givenPlan();
  const page = await openSignedIn(server, path);
  await field(page, "Devices at the same time").fill("10");
  await field(page, "Duration").fill("2");
  await editElsewhere(server, path, { license: { activationLimit: 3, graceDays: 14 } });
  await press(page, "Save changes");
  await told(page, "Your save has been held back.");
  await told(page, "admin token saved this plan");
  expect(await termsOf(server, plan)).toMatchObject({ activationLimit: 3, expiry: { value: 1 }, graceDays: 14 });
  await told(page, "for up to 10 devices that expires on 10 Mar 2028, then keeps working 14 days more.");

  const choice = page.getByRole("group", { name: "Activation limit" });
  await choice.getByRole("radio", { name: "admin token’s" }).check({ force: true });
  await told(page, "for up to 3 devices");
  await choice.getByRole("radio", { name: "Mine" }).check({ force: true });
  await press(page, "Save the result");
  await told(page, `Plan ${plan.name} saved`);
  expect(await termsOf(server, plan)).toMatchObject({ activationLimit: 10, expiry: { value: 2 }, graceDays: 14 });
});

test("what somebody else saves while one is typing is noticed on the open page", async () => {
  const { server, path } = await givenPlan();
  const page = await openSignedIn(server, path);
  await field(page, "Devices at the same time").fill("10");
  await editElsewhere(server, path, { license: { activationLimit: 3, graceDays: 14 } });
  await untilTold(page, "admin token saved 3 devices meanwhile. Yours is kept.");
  await told(page, "Now 14 days, changed by admin token. You had not touched it.");
  expect(await field(page, "Devices at the same time").inputValue()).toBe("10");
  expect(await field(page, "Grace days").inputValue()).toBe("14");
  await press(page, "Take 3 devices");
  expect(await field(page, "Devices at the same time").inputValue()).toBe("3");
});

test("a product is edited, refused beside its field, and compared when somebody else was first", async () => {
  const server = await givenServer();
  const input = { name: "Halcyon Studio", identifier: null, keyPrefix: "HALC", description: "", taxCode: "software" };
  const product = taken(await createProduct(server.as(OPERATOR), input));
  const page = await openSignedIn(server, `/products/${product.id}`);
  const prefix = page.getByRole("textbox", { name: "Key prefix" });
  await prefix.fill("x");
  await press(page, "Save changes");
  await told(page, "Use 2 to 8 capital letters or digits.");
  await prefix.fill("stud");
  await editElsewhere(server, `/products/${product.id}`, { keyPrefix: "HALO", description: "For sound." });
  await press(page, "Save changes");
  await told(page, "Your save has been held back.");
  await press(page, "Take all of admin token’s");
  await page.getByRole("region", { name: "Unsaved changes" }).waitFor({ state: "detached" });
  expect(await prefix.inputValue()).toBe("HALO");
  await prefix.fill("STUD");
  await press(page, "Save changes");
  await told(page, "Product Halcyon Studio saved");
});

test.for(["light", "dark"] as const)("nothing stands in anybody's way on these pages: %s", async (theme) => {
  const { server, plan, path } = await givenPlan();
  await server.license({ activationLimit: 1 });
  const page = await openSignedIn(server, "/", { theme });
  const checkPage = async (heading: string) => {
    await page.getByRole("heading", { name: heading, level: 1 }).waitFor();
    await page.locator("[aria-busy=true]").first().waitFor({ state: "detached" });
    await page.locator(".skels").first().waitFor({ state: "detached" });
    await expectAccessible(page, heading);
  };
  await checkPage("From a product to a working key");
  await page.goto("/products");
  await checkPage("Products");
  await press(page, "New product");
  await page.getByRole("dialog", { name: "New product" }).waitFor();
  await checkPage("Products");
  await page.goto(`/products/${plan.product.id}`);
  await checkPage(plan.product.name);
  await page.goto(path);
  await field(page, "Devices at the same time").fill("0");
  await told(page, "Must be at least 1.");
  await checkPage(plan.name);
  await page.getByRole("link", { name: "Details" }).click();
  await checkPage(plan.name);
  await page.getByRole("link", { name: "License keys" }).click();
  await field(page, "Devices at the same time").fill("10");
  await editElsewhere(server, path, { license: { activationLimit: 3 } });
  await press(page, "Save changes");
  await told(page, "Your save has been held back.");
  await checkPage(plan.name);

  const { licenseKey } = (await server.call("GET", "/api/v1/licenses", { token: await server.token() })).body.items[0];
  for (const instanceName of ["Mac", "PC", "Phone"])
    await server.call("POST", "/api/v1/license/activate", { body: { licenseKey, instanceName } });
  await page.goto("/?days=7").catch(() => {});
  await checkPage("Overview");
});
