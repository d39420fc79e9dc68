import type { Browser } from "playwright-core";

/* The one browser of a test file. */

let launched: Promise<Browser> | undefined;

/** Launches it, if it is not there yet. */
export function theBrowser(): Promise<Browser> {
  launched ??= import("#test/browser/launch.ts").then(({ launchBrowser }) => launchBrowser());
  return launched;
}

export async function closeBrowser(): Promise<void> {
  const browser = launched;
  launched = undefined;
  await (await browser)?.close();
}
