import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { expectAccessible } from "#test/browser/axe.ts";
import { openPage, type Viewer } from "#test/browser/browser.ts";
import { clipboard, focused, openSignedIn } from "#test/browser/vendor.ts";
import { type GivenServer, givenServer } from "#test/given.ts";
import { givenMailServer, type MailServer, mailSettings } from "#test/mail-server.ts";

/* The customer portal, over a real mail server and a real refusal of the License API. */

const heading = (page: Page, name: string | RegExp) => page.getByRole("heading", { name, level: 1 }).waitFor();
const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });
const told = (page: Page, words: string | RegExp) => page.getByText(words).first().waitFor();

/** A shop with one product, and a customer who has used up two of two devices. */
async function givenShop({ sendsMail = true }: { sendsMail?: boolean } = {}) {
  const mailServer = await givenMailServer();
  const server = await givenServer(sendsMail ? mailSettings(mailServer) : {});
  server.clock.set(new Date(Math.floor(Date.now() / 1000) * 1000).toISOString());
  const license = await server.license({ activationLimit: 2 });
  if (sendsMail) await mailServer.nextMail(); // with the key
  await settle(server, license.product.id, { regenerate: true });
  for (const instanceName of ["Old Mac mini", "Studio Mac"]) await activate(server, license.key, instanceName);
  return { server, mailServer, license, key: license.key, email: license.customer.email };
}

async function settle(server: GivenServer, productId: string, portal: object): Promise<void> {
  const body = { name: "Halcyon Studio", portal };
  await server.call("PATCH", `/api/v1/products/${productId}`, { token: await server.token(), body });
}

function activate(server: GivenServer, licenseKey: string, instanceName: string) {
  return server.call("POST", "/license/activate", {
    body: { licenseKey, instanceName, metadata: { os: "macOS 26.1" } },
  });
}

async function ask(page: Page, email: string): Promise<void> {
  await page.goto("/portal");
  await page.getByRole("textbox", { name: "E-mail" }).fill(email);
  await button(page, "Send me a link").click();
  await heading(page, "Look into your mail");
}

/** The next mail, and what its button leads to, as a mail program shows it. */
async function openMail(page: Page, mailServer: MailServer, label: string) {
  const mail = await mailServer.nextMail();
  const program = await page.context().newPage();
  await program.setContent(mail.html);
  const link = await program.getByRole("link", { name: label }).getAttribute("href");
  await program.close();
  return { ...mail, link: link ?? "" };
}

async function openByKey(page: Page, key: string): Promise<void> {
  await page.goto("/portal");
  await heading(page, "See my licenses");
  const way = page.getByRole("radio", { name: "License key" });
  if ((await way.count()) > 0) await way.check();
  await page.getByRole("textbox", { name: "License key" }).fill(key);
  await button(page, "Open license").click();
  await heading(page, "My license");
}

test("a customer asks for a link, opens the mail, follows it, and ends a device, which a mail tells", async () => {
  const { server, mailServer, key, email } = await givenShop();
  const page = await openPage(server.url, { width: 390, height: 844 });
  const asked: string[] = [];
  page.on("request", (request) => asked.push(request.url()));
  await ask(page, email);
  await told(page, `If ${email} has bought here, a link and a code are on their way.`);
  const mail = await openMail(page, mailServer, "See my licenses");
  expect(mail.to).toEqual([email]);

  await page.goto(mail.link);
  await heading(page, "My licenses");
  // Used up, and out of the address; it was in no address that the server saw.
  expect(page.url()).toBe(`${server.url}/portal`);
  expect(asked.filter((url) => url.split("#")[0]?.includes(new URL(mail.link).hash.slice(1)))).toEqual([]);
  await page.getByRole("button", { name: `License key ending in ${key.slice(-5)}` }).click();
  await told(page, "Key copied");
  expect(await clipboard(page)).toBe(key);

  await button(page, "End Old Mac mini").click();
  const question = page.getByRole("alertdialog", { name: "End “Old Mac mini”?" });
  await question.waitFor();
  await expect.poll(() => focused(page)).toBe("Keep");
  await page.keyboard.press("Escape");
  await expect.poll(() => focused(page)).toBe("End Old Mac mini");
  await page.keyboard.press("Enter");
  await question.getByRole("button", { name: "End", exact: true }).click();
  await told(page, "1 more device can use this key");
  await expect.poll(() => page.getByText("Old Mac mini", { exact: true }).count()).toBe(0);
  const { to, subject } = await mailServer.nextMail();
  expect({ to, subject }).toEqual({ to: [email], subject: "Halcyon Studio was ended on a device" });

  // The link works once: somewhere else it is dead, and this browser is still signed in.
  const other = await openPage(server.url);
  await other.goto(mail.link);
  await heading(other, "This link has been used or is too old");
  await button(other, "Ask for a new link").click();
  await heading(other, "See my licenses");
  await page.reload();
  await heading(page, "My licenses");
  await button(page, "Sign out").click();
  await heading(page, "See my licenses");
  await page.reload();
  await heading(page, "See my licenses");
});

test("the code does as well, on the page that asked; a wrong one is told", async () => {
  const { server, mailServer, email } = await givenShop();
  const page = await openPage(server.url);
  await ask(page, email);
  const { text } = await mailServer.nextMail();
  const code = /^Code\s+(\d{6})$/m.exec(text)?.[1] ?? "";
  const field = page.getByRole("textbox", { name: "Code from the mail" });
  await field.fill(code === "000000" ? "000001" : "000000");
  await button(page, "Sign in").click();
  await told(page, "This is not the code from the last mail.");
  // The phone has thrown the page away while its owner looked into their mail.
  await page.reload();
  await field.fill(`${code.slice(0, 3)} ${code.slice(3)}`);
  await page.keyboard.press("Enter");
  await heading(page, "My licenses");
});

test("lost keys come by mail without signing in, and the page says the same to anybody", async () => {
  const { server, mailServer, key, email } = await givenShop();
  const page = await openPage(server.url, { width: 390, height: 844 });
  await page.goto("/portal");
  for (const address of ["nobody@example.com", email]) {
    await page.getByRole("textbox", { name: "E-mail" }).fill(address);
    await button(page, "Send me my keys").click();
    await told(page, `If ${address} has bought here, the keys are on their way.`);
  }
  const mail = await mailServer.nextMail();
  expect(mail.to).toEqual([email]);
  expect(mail.text).toContain(key);
});

test("a device that meets a full license leads to the page that ends another, and then it fits", async () => {
  const { server, mailServer, license, key, email } = await givenShop();
  server.clock.move({ minutes: 5 });
  const refused = await activate(server, key, "DESKTOP-4QH");
  expect(refused).toMatchObject({ status: 403, body: { code: "ACTIVATION_LIMIT_REACHED" } });
  const page = await openPage(server.url, { width: 390, height: 844 });
  await page.goto(refused.body.manageUrl);
  await heading(page, "All 2 devices are in use");
  await told(page, "DESKTOP-4QH");
  expect(await page.getByRole("radio", { name: /Old Mac mini/ }).isChecked()).toBe(true);
  expect(await page.content()).not.toContain(key);
  await page.getByRole("radio", { name: /Studio Mac/ }).check();
  await button(page, "End Studio Mac").click();
  await heading(page, "DESKTOP-4QH is ready");
  await told(page, "Go back to Halcyon Studio, it unlocks within a few seconds.");
  expect(await mailServer.nextMail()).toMatchObject({ to: [email], subject: "Halcyon Studio was ended on a device" });
  expect((await activate(server, key, "DESKTOP-4QH")).status).toBe(201);
  expect((await server.eventRows()).find(({ type }) => type === "activation.ended")).toMatchObject({
    ...{ actor_kind: "customer", actor_id: license.customer.id },
  });

  const late = (await activate(server, key, "lab-win-03")).body.manageUrl;
  server.clock.move({ minutes: 15 });
  await page.goto(late);
  await heading(page, "This link is too old");
});

test("without mail the key alone opens, what is wrong with it is told, and a new one replaces it", async () => {
  const { server, key } = await givenShop({ sendsMail: false });
  const page = await openPage(server.url);
  await page.goto("/portal");
  await told(page, "Signing in by e-mail is not possible here, since this server sends no mail.");
  const field = page.getByRole("textbox", { name: "License key" });
  const groups = key.split("-");
  const [, , , , fifth = "", last = ""] = groups;
  const mistyped = `${last[0] === "Z" ? "Y" : "Z"}${last.slice(1)}`;
  for (const [typed, words] of [
    [key.slice(0, -1), "One character is missing in the last group."],
    [`${key}AB`, "Two characters are too many in the last group."],
    [[...groups.slice(0, 4), fifth.slice(1), last].join("-"), "One character is missing in the fifth group."],
    [groups.slice(0, 4).join("-"), "The end of the key is missing."],
    [[...groups.slice(0, 5), mistyped].join("-"), "A character is mistyped. Compare the key group by group."],
  ] as const) {
    await field.fill(typed);
    await button(page, "Open license").click();
    await told(page, words);
  }
  // The server has the last word.
  await button(page, "Open license").click();
  await told(page, "No license has this key.");

  await openByKey(page, key.toLowerCase());
  await told(page, "Signed in with a license key");
  expect(await page.getByRole("heading", { name: "My orders" }).count()).toBe(0);
  await button(page, "Get a new key").click();
  const dialog = page.getByRole("dialog", { name: "Get a new key" });
  await dialog.getByText("The old key stops at once").waitFor();
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "hidden" });
  await button(page, "Get a new key").click();
  await dialog.getByRole("button", { name: "Get a new key" }).click();
  await told(page, "This is your new key.");
  await told(page, "2 devices can use this key");
  await expect.poll(() => page.getByRole("button", { name: `License key ending in ${key.slice(-5)}` }).count()).toBe(0);
  await page.reload();
  await heading(page, "My license");
});

test("whoever is signed out meanwhile is told, and loses nothing but the page", async () => {
  const { server, license, key } = await givenShop({ sendsMail: false });
  const page = await openPage(server.url);
  await openByKey(page, key);
  // The page has read all that it shows, so that only what it does next is refused.
  await button(page, "End Studio Mac").waitFor();
  await server.call("POST", `/api/v1/licenses/${license.license.id}/regenerate`, { token: await server.token() });
  await button(page, "End Studio Mac").click();
  await page.getByRole("alertdialog").getByRole("button", { name: "End", exact: true }).click();
  await told(page, "You were signed out.");
  await heading(page, "See my licenses");
});

test("the portal loads nothing of the vendor's app", async () => {
  const { server } = await givenShop();
  const page = await openPage(server.url);
  const scripts: string[] = [];
  page.on("response", (response) => scripts.push(response.url()));
  await page.goto("/portal");
  await heading(page, "See my licenses");
  expect(scripts.filter((url) => /\/(index|router|mantine)[^/]*\.js$/i.test(url))).toEqual([]);
  expect(scripts.filter((url) => url.includes("/api/"))).toEqual(
    expect.arrayContaining([`${server.url}/api/v1/portal/brand`, `${server.url}/api/v1/portal/session`]),
  );
});

test("the vendor says on the product's page what its customers may do", async () => {
  const { server, license } = await givenShop();
  const page = await openSignedIn(server, `/products/${license.product.id}`);
  const field = page.getByLabel("Renewal address");
  await field.fill("halcyon.example/renew");
  await page.getByRole("switch", { name: "Customers may end their devices" }).uncheck();
  await button(page, "Save changes").click();
  await told(page, "Must be an address that begins with https:// or http://, in plain letters.");
  await field.fill("https://halcyon.example/renew");
  await button(page, "Save changes").click();
  await told(page, "Product Halcyon Studio saved");
  const { body } = await server.call("GET", `/api/v1/products/${license.product.id}`, { token: await server.token() });
  expect(body.portal).toEqual({ endDevices: false, regenerate: true, renewalUrl: "https://halcyon.example/renew" });
});

const VIEWERS: Viewer[] = [
  { theme: "light", width: 1280 },
  { theme: "dark", width: 390 },
];

test.each(VIEWERS)("axe finds nothing on any page of the portal, and nothing is wider than it, %j", async (viewer) => {
  const { server, mailServer, key, email } = await givenShop();
  const page = await openPage(server.url, viewer);
  const check = async () => {
    await expectAccessible(page);
    expect(await page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")).toBe(true);
  };
  await page.goto("/portal");
  await heading(page, "See my licenses");
  await check();
  await page.getByRole("radio", { name: "License key" }).check();
  await page.getByRole("textbox", { name: "License key" }).fill(key.slice(0, -1));
  await button(page, "Open license").click();
  await told(page, "One character is missing in the last group.");
  await check();
  await ask(page, email);
  await check();
  const { link } = await openMail(page, mailServer, "See my licenses");
  await page.goto(link);
  await heading(page, "My licenses");
  await button(page, "End Studio Mac").click();
  await check();
  await button(page, "Get a new key").click();
  await page.getByRole("dialog").waitFor();
  await check();
  await page.goto((await activate(server, key, "DESKTOP-4QH")).body.manageUrl);
  await heading(page, "All 2 devices are in use");
  await check();
  await page.goto("/portal#dead");
  await heading(page, "This link has been used or is too old");
  await check();
});
