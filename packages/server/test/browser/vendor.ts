import type { Locator, Page } from "playwright-core";
import { openPage, type Viewer } from "#test/browser/browser.ts";
import { givenServer } from "#test/given.ts";

/* A vendor who is signed in and has a page of the web app open. */

/** A server whose clock says what the browser's says, and a vendor who is signed in. */
export async function givenVendor(viewer: Viewer = {}) {
  const server = await givenServer();
  server.clock.set(new Date(Math.floor(Date.now() / 1000) * 1000).toISOString());
  const page = await openPage(server.url, viewer);
  const { cookie } = await server.signIn();
  await page.context().addCookies(
    cookie.split("; ").map((pair) => {
      const [name = "", ...value] = pair.split("=");
      return { name, value: value.join("="), url: server.url };
    }),
  );
  return { server, page };
}

/** Opens the menu of the license and chooses. Answers the dialog. */
export async function choose(page: Page, item: string): Promise<Locator> {
  await page.getByRole("button", { name: "License actions" }).click();
  await page.getByRole("menuitem", { name: item }).click();
  const dialog = page.getByRole("dialog", { name: item });
  await dialog.waitFor();
  return dialog;
}

/** What was copied last. */
export function clipboard(page: Page): Promise<string> {
  return page.evaluate("navigator.clipboard.readText()");
}
