import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { launchBrowser } from "../packages/server/test/browser/launch.ts";

/* Makes the pictures that the README and the docs show, from the demo shop: `npm run screenshots`. */

const ROOT = join(import.meta.dirname, "..");
const PICTURES = join(ROOT, "docs", "pictures");
const MAIN = join(ROOT, "packages/server/dist/main.js");
const OWNER = { email: "maya@halcyon.example", password: "a password for pictures" };

/** What is pictured: the file's name and how to get there from the page before. */
const PAGES: readonly [name: string, path: string][] = [
  ["overview", "/"],
  ["orders", "/orders"],
  ["licenses", "/licenses"],
  ["products", "/products"],
  ["activity", "/activity"],
  ["tokens", "/settings/tokens"],
];

const folder = mkdtempSync(join(tmpdir(), "keywright-pictures-"));
const environment = {
  ...process.env,
  KEYWRIGHT_DATA_DIR: folder,
  KEYWRIGHT_OWNER_EMAIL: OWNER.email,
  KEYWRIGHT_OWNER_PASSWORD: OWNER.password,
  KEYWRIGHT_LOG_LEVEL: "warn",
  PORT: "0",
};
mkdirSync(PICTURES, { recursive: true });
const demo = spawn(process.execPath, [MAIN, "demo"], { env: environment, stdio: "inherit" });
await once(demo, "exit");
const server = spawn(process.execPath, [MAIN, "serve"], { env: environment, stdio: ["ignore", "inherit", "pipe"] });
const browser = await launchBrowser();
try {
  const address = await addressOf(server.stderr);
  for (const colorScheme of ["light", "dark"] as const) {
    const context = await browser.newContext({ baseURL: address, colorScheme, viewport: { width: 1280, height: 860 } });
    const page = await context.newPage();
    await context.request.post("/api/auth/sign-in/email", { data: OWNER, headers: { origin: address } });
    const picture = async (name: string): Promise<void> => {
      await page.waitForLoadState("networkidle");
      await page.screenshot({ path: join(PICTURES, `${name}-${colorScheme}.png`) });
      process.stdout.write(`${name}, ${colorScheme}\n`);
    };
    for (const [name, path] of PAGES) {
      await page.goto(path);
      await picture(name);
    }
    // An order that is old enough to have a story.
    await page.goto("/orders?status=active");
    await page.locator("table a").nth(16).click();
    await page.waitForURL(/\/orders\/[0-9a-f-]{36}/);
    await picture("order");
    await page.getByRole("link", { name: "Open license" }).click();
    await page.waitForURL(/\/licenses\/[0-9a-f-]{36}/);
    await picture("license");
    await page.goto("/products");
    await page
      .getByRole("link", { name: /Halcyon Studio/ })
      .first()
      .click();
    await page
      .getByRole("link", { name: /Studio yearly/ })
      .first()
      .click();
    await page.waitForURL(/\/plans\//);
    await picture("plan");
    await context.close();
  }
} finally {
  await browser.close();
  server.kill();
  await once(server, "exit");
  rmSync(folder, { recursive: true });
}

/** The address that the server says it serves. */
async function addressOf(said: NodeJS.ReadableStream): Promise<string> {
  said.setEncoding("utf8");
  for await (const text of said) {
    const address = /serves (http:\S+?)\. /.exec(String(text))?.[1];
    if (address !== undefined) {
      said.resume();
      return address;
    }
  }
  throw new Error("the server did not start");
}
