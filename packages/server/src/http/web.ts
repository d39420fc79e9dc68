import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { extname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import type { FastifyReply, FastifyRequest, onRequestAsyncHookHandler } from "fastify";

/** Where the build of the web app lies. */
const BUILD = fileURLToPath(new URL("../../../web/dist", import.meta.url));

/** What is never the web app's, whatever a browser says it accepts. */
const NOT_PAGES = /^\/(api|license|hooks|healthz|readyz|assets)(\/|$)/;

/** What the customer portal's own page answers. */
const PORTAL = /^\/portal(\/|$)/;

/**
 * What the page may do. Scripts, fonts and calls: from this address alone. Styles may stand in the page as well, since
 * Mantine writes its variables, and keeps the page still behind a dialog, by style elements that it makes while it runs.
 */
const POLICY = [
  "default-src 'self'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "object-src 'none'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
  "form-action 'self'",
].join("; ");

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".woff2": "font/woff2",
  ".json": "application/json; charset=utf-8",
};

const NOT_BUILT = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Keywright</title>
<h1>The web app is not built</h1>
<p>The server runs and answers its API. <code>npm start</code> builds the web app and starts the server again.</p></html>
`;

interface WebFile {
  readonly type: string;
  readonly etag: string;
  /** Encoding → bytes; `identity` is always there. */
  readonly encoded: ReadonlyMap<string, Buffer>;
  /** Its name changes with its content. */
  readonly isHashed: boolean;
}

/**
 * Answers with the web app where no route is: a file of its build, or its page for an address that a browser opens, since
 * the app's own addresses are known to the app alone. Everything else goes on to the problem that it was.
 * Read once, when the server starts: a path is looked up in memory and never reaches the disk.
 */
export function webApp(folder: string = BUILD): onRequestAsyncHookHandler {
  const files = readBuild(folder);
  const page = files.get("/index.html");
  const portal = files.get("/portal.html");
  return async (request, reply) => {
    if (!request.is404 || (request.method !== "GET" && request.method !== "HEAD")) return;
    const path = request.url.split("?", 1)[0] ?? "";
    const file = path === "/" ? page : files.get(path);
    if (file) return sendFile(request, reply, file);
    const isOpened = path === "/" || (acceptsPage(request) && !NOT_PAGES.test(path));
    if (!isOpened) return;
    const opened = PORTAL.test(path) ? portal : page;
    if (opened) return sendFile(request, reply, opened);
    return reply
      .code(503)
      .headers({ "content-security-policy": POLICY })
      .type("text/html; charset=utf-8")
      .send(NOT_BUILT);
  };
}

function acceptsPage({ headers }: FastifyRequest): boolean {
  return headers.accept?.includes("text/html") ?? false;
}

function sendFile({ headers }: FastifyRequest, reply: FastifyReply, file: WebFile): FastifyReply {
  reply.headers({ etag: file.etag, vary: "accept-encoding" });
  reply.header("cache-control", file.isHashed ? "public, max-age=31536000, immutable" : "no-cache");
  if (file.type.startsWith("text/html")) {
    reply.headers({ "content-security-policy": POLICY, "referrer-policy": "same-origin" });
    // Whoever opens the page keeps no hold of its window.
    reply.header("cross-origin-opener-policy", "same-origin");
  }
  if (headers["if-none-match"] === file.etag) return reply.code(304).send();
  const encoding = encodingFor(headers["accept-encoding"], file);
  if (encoding !== "identity") reply.header("content-encoding", encoding);
  return reply.type(file.type).send(file.encoded.get(encoding));
}

function encodingFor(accepted: string | string[] | undefined, { encoded }: WebFile): string {
  const offers = [accepted ?? ""].flat().join(",").toLowerCase().split(",");
  const isWanted = (name: string): boolean =>
    offers.some((offer) => offer.trim().split(";")[0] === name && !/;\s*q=0(\.0*)?\s*$/.test(offer));
  return ["br", "gzip"].find((name) => encoded.has(name) && isWanted(name)) ?? "identity";
}

/** Path as it is asked for → file. Empty where nothing was built. */
function readBuild(folder: string): ReadonlyMap<string, WebFile> {
  if (!existsSync(join(folder, "index.html"))) return new Map();
  const paths = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && extname(entry.name) in TYPES)
    .map((entry) => join(entry.parentPath, entry.name));
  return new Map(
    paths.map((path) => {
      const name = `/${relative(folder, path).replaceAll("\\", "/")}`;
      return [name, readFile(path, name.startsWith("/assets/"))];
    }),
  );
}

function readFile(path: string, isHashed: boolean): WebFile {
  const bytes = readFileSync(path);
  const encoded = new Map([["identity", bytes]]);
  for (const [encoding, ending] of [
    ["br", ".br"],
    ["gzip", ".gz"],
  ] as const) {
    if (existsSync(path + ending)) encoded.set(encoding, readFileSync(path + ending));
  }
  return {
    type: TYPES[extname(path)] ?? "application/octet-stream",
    etag: `"${createHash("sha256").update(bytes).digest("base64url").slice(0, 22)}"`,
    encoded,
    isHashed,
  };
}
