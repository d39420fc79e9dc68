import { CUSTOMER_MAILS } from "@keywright/contract/management-api/mails";
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { openPage } from "#test/browser/browser.ts";
import { givenHostileShop, HostileTexts, type Ids, MARK, textFieldsOf } from "#test/browser/hostile-texts.ts";
import { openSignedIn } from "#test/browser/vendor.ts";
import { givenServer } from "#test/given.ts";
import { operationsOf } from "#test/hostile/operations.ts";
import { givenMailServer, mailSettings } from "#test/mail-server.ts";
import { outboxOf } from "#test/outbox.ts";
import { SECRET } from "#test/sales/stripe.ts";

/*
 * Whatever is typed, in whatever field, is a text: on every page that the router of the web app names, in the portal, and in
 * mails. What is reported to the console, such as a breach of the policy, fails the test by itself.
 */

test("what is typed into any field runs nothing, becomes no element, and is shown as it was typed", async () => {
  const mailServer = await givenMailServer();
  const server = await givenServer({ ...mailSettings(mailServer), STRIPE_WEBHOOK_SECRET: SECRET });
  server.clock.set(new Date(Math.floor(Date.now() / 1000) * 1000).toISOString());
  const texts = new HostileTexts();
  const shop = await givenHostileShop(server, texts);
  const fields = (await operationsOf(server)).flatMap(textFieldsOf);
  expect([...texts.typed.keys()].filter((field) => !field.startsWith("stripe.")).sort()).toEqual(fields.sort());
  const seen = new Seen(texts);

  const page = await openSignedIn(server, "/");
  await seen.watch(page);
  for (const path of await pathsOf(page, shop.ids)) await seen.visit(page, path);
  for (const kind of CUSTOMER_MAILS) await seen.visit(page, `/api/v1/mail/previews/${kind}/page`);

  const customer = await openPage(server.url);
  await seen.watch(customer);
  await seen.visit(customer, shop.manageUrl);
  await seen.visit(customer, "/portal");

  // A page without a policy, as a mail program may be.
  const program = await openPage(server.url);
  await seen.watch(program);
  await expect.poll(async () => (await outboxOf(server)).filter(isNew)).toEqual([]);
  expect(mailServer.mails.length).toBeGreaterThan(5);
  for (const mail of mailServer.mails) {
    await program.setContent(mail.html);
    await seen.look(program, mail.subject);
  }
  expect(seen.ran).toEqual([]);
  expect(seen.unseen()).toEqual([]);
});

/** Of a mail that has not been tried yet. Some go to addresses that no server takes. */
function isNew({ state, tries }: { state: string; tries: number }): boolean {
  return state === "waiting" && tries === 0;
}

/** Every page that the web app has, of each thing that it can be about, as its own router lists them. */
async function pathsOf(page: Page, ids: Ids): Promise<string[]> {
  await page.getByRole("heading", { level: 1 }).waitFor();
  const paths = await page.evaluate<string[]>("Object.keys(__TSR_ROUTER__.routesByPath)");
  expect(paths).toContain("/licenses/$id");
  return paths.flatMap((path) => {
    const [, noun = "", rest] = /^\/(\w+)\/\$id(.*)$/.exec(path) ?? [];
    if (rest === undefined) return [path];
    const about = ids[noun];
    if (about === undefined || rest !== "") throw new Error(`this test does not know whom ${path} is about`);
    return about.map((id) => `/${noun}/${id}`);
  });
}

/** Waits until all is there: the page, and the answers that it asked for. */
async function settled(page: Page): Promise<void> {
  await page.locator("h1").first().waitFor();
  await page.waitForLoadState("networkidle");
  await expect.poll(() => page.locator(".skel, button[aria-busy]").count()).toBe(0);
}

/** What was seen on pages, and whether any of it was more than a text. */
class Seen {
  readonly #texts: HostileTexts;
  readonly #fields = new Set<string>();
  /** What has run, or was asked for, that was typed. */
  readonly ran: string[] = [];

  constructor(texts: HostileTexts) {
    this.#texts = texts;
  }

  async watch(page: Page): Promise<void> {
    await page.exposeFunction("ran", () => this.ran.push(page.url()));
    page.on("request", (request) => {
      if (new URL(request.url()).pathname.includes(MARK)) this.ran.push(request.url());
    });
  }

  /** Opens the page, with its other tabs and all that is folded up on it. */
  async visit(page: Page, path: string): Promise<void> {
    await page.goto(path);
    await settled(page);
    await this.look(page, path);
    const more = page.getByRole("button", { name: "Show more" });
    while ((await more.count()) > 0) {
      await more.first().click();
      await settled(page);
    }
    await page.evaluate(
      "for (const folded of document.querySelectorAll('main [aria-expanded=false]:not(input, [aria-haspopup])')) folded.click()",
    );
    await this.look(page, path);
    const { pathname } = new URL(page.url());
    const links = page.locator(`nav.tabs a[href^="${pathname}?"]`);
    for (const link of await links.all()) {
      await link.click();
      await settled(page);
      await this.look(page, page.url());
    }
  }

  async look(page: Page, where: string): Promise<void> {
    const made = await page.evaluate<string[]>(
      `[...document.querySelectorAll("${MARK}, [src*='${MARK}'], [onerror], [onclick], [onload], main script, svg[onload]")].map((one) => one.outerHTML)`,
    );
    expect(made, where).toEqual([]);
    const shown = await page.evaluate<string>(
      "[document.body.textContent, ...[...document.querySelectorAll('input, textarea')].map((field) => field.value)].join(' ')",
    );
    for (const [field, text] of this.#texts.typed) if (shown.includes(text)) this.#fields.add(field);
  }

  /** The fields whose text was on no page, as it was typed. */
  unseen(): string[] {
    return [...this.#texts.typed.keys()].filter((field) => !this.#fields.has(field));
  }
}
