import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { expectAccessible } from "#test/browser/axe.ts";
import { choose, clipboard, copyKey, givenVendor, openSignedIn } from "#test/browser/vendor.ts";
import { type GivenServer, OWNER } from "#test/given.ts";

/* Whole license keys in the web app: on a page once somebody asks, on record each time, and nowhere else. */

const field = (page: Page) => page.getByRole("button", { name: /^License key ending in/ });

async function revealed(server: GivenServer): Promise<number> {
  return (await server.events()).filter((type) => type === "license.key_revealed").length;
}

/** All that the browser was answered, and every address that it was at. */
function listen(page: Page) {
  const answers: Promise<string>[] = [];
  const addresses: string[] = [];
  page.on("response", (response) => {
    if (response.url().includes("/api/")) answers.push(response.text().catch(() => ""));
  });
  page.on("framenavigated", (frame) => addresses.push(frame.url()));
  page.on("request", (request) => addresses.push(request.url(), request.headers().referer ?? ""));
  return { answers: async () => (await Promise.all(answers)).join("\n"), addresses: () => addresses.join("\n") };
}

test.each(["licenses", "orders"] as const)(
  "on a page of %s a key is masked until it is copied or shown, which its record tells once for each visit",
  async (noun) => {
    const { server, page } = await givenVendor();
    const { license, order, key } = await server.license();
    const heard = listen(page);
    await page.goto(`/${noun}`);
    await page.getByRole("row", { name: /Ines Duarte/ }).click();
    await field(page).waitFor();
    expect(await heard.answers()).not.toContain(key);
    expect(await page.getByRole("main").textContent()).not.toContain(key);

    expect(await copyKey(page)).toBe(key);
    expect(await page.getByRole("main").textContent()).not.toContain(key);
    await page.getByText("Key revealed").waitFor();
    await page.getByRole("button", { name: "Show key" }).click();
    await expect.poll(() => field(page).textContent()).toContain(key);
    expect(await copyKey(page)).toBe(key);
    expect(await revealed(server)).toBe(1);
    const event = (await server.eventRows()).at(-1);
    expect(event).toMatchObject({ type: "license.key_revealed", license_id: license.id, actor_name: OWNER.name });
    await page.getByRole("button", { name: "Hide key" }).click();
    await expect.poll(() => field(page).textContent()).not.toContain(key);

    await page.goBack();
    await page.getByRole("row", { name: /Ines Duarte/ }).waitFor();
    await page.goForward();
    await page.getByRole("button", { name: "Show key" }).click();
    await expect.poll(() => field(page).textContent()).toContain(key);
    expect(await revealed(server)).toBe(2);
    expect(page.url()).toContain(noun === "orders" ? order.id : license.id);
    expect(heard.addresses()).not.toContain(key);
    const kept = await page.evaluate("JSON.stringify([{ ...localStorage }, { ...sessionStorage }, history.state])");
    expect(kept).not.toContain(key);
  },
);

test("a key is copied where the browser has no clipboard for pages, as in a network without https", async () => {
  const { server, page } = await givenVendor();
  const { license, key } = await server.license();
  await page.addInitScript(
    "Object.defineProperty(navigator, 'clipboard', { value: undefined });" +
      "document.addEventListener('copy', () => { window.copied = document.activeElement.value; });",
  );
  await page.goto(`/licenses/${license.id}`);
  await field(page).click();
  await page.getByText("Key copied").waitFor();
  expect(await page.evaluate("window.copied")).toBe(key);
});

test("a key that was replaced is forgotten with the page's old one, and no page keeps the new one once its dialog is closed", async () => {
  const { server, page } = await givenVendor();
  const { license, key } = await server.license();
  await page.goto(`/licenses/${license.id}`);
  await page.getByRole("button", { name: "Show key" }).click();
  await expect.poll(() => field(page).textContent()).toContain(key);
  const dialog = await choose(page, "Regenerate key");
  await dialog.getByRole("button", { name: "Regenerate key" }).click();
  await dialog.getByText("The new key is ready.").waitFor();
  const made = await copyKey(page, dialog);
  await dialog.getByRole("button", { name: "Done" }).click();
  await dialog.waitFor({ state: "detached" });
  await page.getByRole("button", { name: `License key ending in ${made.slice(-5)}` }).waitFor();
  await page.getByRole("button", { name: "Show key" }).waitFor();
  for (const whole of [key, made]) expect(await page.content()).not.toContain(whole);
  expect(await revealed(server)).toBe(1);
});

test("whoever may not any more is told so beside the key, and nothing is copied", async () => {
  const { server, page } = await givenVendor();
  const { license, key } = await server.license();
  await page.goto(`/licenses/${license.id}`);
  await field(page).waitFor();
  await page.evaluate("navigator.clipboard.writeText('something else')");
  const [user] = await server.services.store.read.selectFrom("users").select("id").execute();
  await server.services.store.transaction(async (tx) => ({
    end: "commit",
    value: await tx
      .updateTable("users")
      .set({ role: "read_only" })
      .where("id", "=", user?.id ?? "")
      .execute(),
  }));
  await field(page).click();
  await page.getByText("Your role, read-only, does not cover this").waitFor();
  expect(await clipboard(page)).toBe("something else");
  expect(await page.content()).not.toContain(key);
});

test.each(["light", "dark"] as const)("a shown key has no fault that axe finds, in the %s theme", async (theme) => {
  const { server, page } = await givenVendor({ theme });
  const { license, key } = await server.license();
  await page.goto(`/licenses/${license.id}`);
  await page.getByRole("button", { name: "Show key" }).click();
  await expect.poll(() => field(page).textContent()).toContain(key);
  await expectAccessible(page);
  const phone = await openSignedIn(server, `/licenses/${license.id}`, { theme, width: 390 });
  await phone.getByRole("button", { name: "Show key" }).click();
  await expect.poll(() => field(phone).textContent()).toContain(key);
  await expectAccessible(phone);
});
