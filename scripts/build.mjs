// Builds a package into its folder `dist`, unless what lies there was built from these very sources already. Plain
// JavaScript, since run.mjs, which may be run by an old Node, calls it before it hands over.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
/** Says which sources a build was made from. */
const STAMP = ".built-from";

/** What is built, by the package's name, and how those who wait for it know it. */
const CALLED = { server: "the server", web: "the web app" };

/** Everything that a package may be built from, besides the packages that the lockfile names. */
const SOURCES = ["src", "build", "public", "index.html", "portal.html", "vite.config.ts", "package.json"];

/**
 * Builds a package when needed. Answers null, or what went wrong.
 * @param {"server" | "web"} name
 * @param {string} node a Node that is new enough
 * @param {(text: string) => void} say tells whoever waits
 */
export function build(name, node, say) {
  const folder = join(root, "packages", name);
  const dist = join(folder, "dist");
  const wanted = fingerprint(folder);
  const stamp = join(dist, STAMP);
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return null;
  say(`Building ${CALLED[name]} (once) …`);
  // Built aside and put in its place whole: two builds at once, or one that is interrupted, leave no half of anything.
  const aside = join(root, "node_modules", `.${name}-build-${process.pid}`);
  const vite = join(root, "node_modules", "vite", "bin", "vite.js");
  const made = spawnSync(node, [vite, "build", "--logLevel", "warn", "--outDir", aside, "--emptyOutDir"], {
    cwd: folder,
    encoding: "utf8",
    // Whoever asks may be a test run: what is built is the same.
    env: { ...process.env, NODE_ENV: "production", NO_COLOR: "1" },
  });
  if (made.status === 0) {
    writeFileSync(join(aside, STAMP), wanted);
    rmSync(dist, { recursive: true, force: true });
    renameSync(aside, dist);
    return null;
  }
  rmSync(aside, { recursive: true, force: true });
  const said = `${made.stdout ?? ""}${made.stderr ?? ""}${made.error?.message ?? ""}`.trim();
  return `${CALLED[name]} could not be built:\n${said}`;
}

function fingerprint(folder) {
  const hash = createHash("sha256").update(readFileSync(join(root, "package-lock.json")));
  const sources = SOURCES.map((name) => join(folder, name)).concat(join(root, "packages", "contract", "src"));
  const files = sources.flatMap(filesUnder).filter((file) => !file.endsWith(".test.ts"));
  for (const file of files.sort()) hash.update(`\0${relative(root, file)}\0`).update(readFileSync(file));
  return hash.digest("hex");
}

function filesUnder(path) {
  if (!existsSync(path)) return [];
  try {
    return readdirSync(path).flatMap((name) => filesUnder(join(path, name)));
  } catch (error) {
    if (error.code === "ENOTDIR") return [path];
    throw error;
  }
}
