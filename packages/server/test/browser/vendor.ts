import type { Locator, Page } from "playwright-core";
import { openPage, type Viewer } from "#test/browser/browser.ts";
import { type GivenServer, givenServer } from "#test/given.ts";

/* A vendor who is signed in and has a page of the web app open. */

/** A server whose clock says what the browser's says, and a vendor who is signed in. */
export async function givenVendor({
  environment = {},
  ...viewer
}: Viewer & { readonly environment?: Record<string, string> } = {}) {
  const server = await givenServer(environment);
  server.clock.set(new Date(Math.floor(Date.now() / 1000) * 1000).toISOString());
  return { server, page: await signedIn(server, viewer) };
}

/** A page of the web app, opened by a vendor who is signed in. */
export async function openSignedIn(server: GivenServer, path: string, viewer: Viewer = {}): Promise<Page> {
  const page = await signedIn(server, viewer);
  await page.goto(path);
  return page;
}

async function signedIn(server: GivenServer, viewer: Viewer): Promise<Page> {
  const page = await openPage(server.url, viewer);
  const { cookie } = await server.signIn();
  await page.context().addCookies(
    cookie.split("; ").map((pair) => {
      const [name = "", ...value] = pair.split("=");
      return { name, value: value.join("="), url: server.url };
    }),
  );
  return page;
}

/** Opens the menu of the license and chooses. Answers the dialog. */
export async function choose(page: Page, item: string): Promise<Locator> {
  await page.getByRole("button", { name: "License actions" }).click();
  await page.getByRole("menuitem", { name: item }).click();
  const dialog = page.getByRole("dialog", { name: item });
  await dialog.waitFor();
  return dialog;
}

/** Copies the key of the license that the page, or a dialog on it, shows. */
export async function copyKey(page: Page, shownIn: Page | Locator = page): Promise<string> {
  await shownIn.getByRole("button", { name: /^License key ending in/ }).click();
  await shownIn.getByText("Key copied").waitFor();
  return clipboard(page);
}

/** What was copied last. */
export function clipboard(page: Page): Promise<string> {
  return page.evaluate("navigator.clipboard.readText()");
}

/** How what has the focus is called; empty while nothing has it. */
export function focused(page: Page): Promise<string> {
  return page.evaluate<string>(
    "document.activeElement === document.body ? '' : (document.activeElement?.ariaLabel ?? document.activeElement?.textContent?.trim() ?? '')",
  );
}
