import { readFileSync } from "node:fs";
import { documentOf } from "#http/reference/document.ts";
import { renderReference } from "#http/reference/page/page.ts";
import type { Routes } from "#http/routes.ts";

/** What the page may do: load its own stylesheet, and nothing else. */
const POLICY = [
  "default-src 'none'",
  "style-src 'self'",
  "img-src 'self' data:",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
].join("; ");

/** The readable reference and its stylesheet. */
export async function reference(app: Routes): Promise<void> {
  const stylesheet = readFileSync(new URL("page/page.css", import.meta.url), "utf8");
  let page: string | undefined;

  app.get("/api/docs", { schema: { hide: true } }, async (_request, reply) => {
    // Not before the first request: only then are all routes there.
    page ??= renderReference(documentOf(app));
    return reply.header("content-security-policy", POLICY).type("text/html; charset=utf-8").send(page);
  });

  app.get("/api/docs.css", { schema: { hide: true } }, async (_request, reply) =>
    reply.type("text/css; charset=utf-8").send(stylesheet),
  );
}
