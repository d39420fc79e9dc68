import type { BrowserContext, Page } from "playwright-core";
import { expect, onTestFinished } from "vitest";
import { theBrowser } from "#test/browser/launched.ts";

/* A real browser for tests of the web app. */

export interface Viewer {
  readonly theme?: "light" | "dark";
  readonly width?: number;
  readonly height?: number;
}

/**
 * A page in a new browser profile, at this address. Whatever goes wrong on it fails the test: an error on its console, a
 * request without an answer, an answer of the server that says it failed.
 */
export async function openPage(
  url: string,
  { theme = "light", width = 1280, height = 900 }: Viewer = {},
): Promise<Page> {
  const browser = await theBrowser();
  const context = await browser.newContext({
    baseURL: url,
    colorScheme: theme,
    viewport: { width, height },
    locale: "en-GB",
    timezoneId: "Europe/Lisbon",
    reducedMotion: "reduce",
    permissions: ["clipboard-read", "clipboard-write"],
  });
  const troubles = watch(context);
  const page = await context.newPage();
  // Generous on purpose: a slow machine must not fail a test.
  page.setDefaultTimeout(90_000);
  onTestFinished(async () => {
    await context.close();
    expect(troubles).toEqual([]);
  });
  return page;
}

function watch(context: BrowserContext): string[] {
  const troubles: string[] = [];
  context.on("console", (message) => {
    // Refusals that a page expects, and shows, are written to the console by the browser itself.
    if (message.type() === "error" && !/status of 4\d\d/.test(message.text())) troubles.push(message.text());
  });
  context.on("weberror", (error) => troubles.push(String(error.error())));
  context.on("requestfailed", (request) => {
    // A page that is left gives up what it was still asking for.
    if (request.failure()?.errorText !== "net::ERR_ABORTED")
      troubles.push(`${request.url()}: ${request.failure()?.errorText}`);
  });
  context.on("response", (response) => {
    if (response.status() >= 500) troubles.push(`${response.url()}: ${response.status()}`);
  });
  return troubles;
}
