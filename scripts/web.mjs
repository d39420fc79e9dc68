// Builds the web app into packages/web/dist, unless what lies there was built from these very sources already. Plain
// JavaScript, since run.mjs, which may be run by an old Node, calls it before it hands over.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const web = join(root, "packages", "web");
const dist = join(web, "dist");
/** Says which sources a build was made from. */
const STAMP = ".built-from";

/** Everything that the build is made from, besides the packages that the lockfile names. */
const SOURCES = ["src", "build", "public", "index.html", "portal.html", "vite.config.ts", "package.json"]
  .map((name) => join(web, name))
  .concat(join(root, "packages", "contract", "src"));

/**
 * Builds when needed. Answers null, or what went wrong.
 * @param {string} node a Node that is new enough
 * @param {(text: string) => void} say tells whoever waits
 */
export function buildWeb(node, say) {
  const wanted = fingerprint();
  const stamp = join(dist, STAMP);
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return null;
  say("Building the web app (once) …");
  // Built aside and put in its place whole: two builds at once, or one that is interrupted, leave no half of anything.
  const aside = join(root, "node_modules", `.web-build-${process.pid}`);
  const vite = join(root, "node_modules", "vite", "bin", "vite.js");
  const build = spawnSync(node, [vite, "build", "--logLevel", "warn", "--outDir", aside, "--emptyOutDir"], {
    cwd: web,
    encoding: "utf8",
    env: { ...process.env, NO_COLOR: "1" },
  });
  if (build.status === 0) {
    writeFileSync(join(aside, STAMP), wanted);
    rmSync(dist, { recursive: true, force: true });
    renameSync(aside, dist);
    return null;
  }
  rmSync(aside, { recursive: true, force: true });
  return `${build.stdout ?? ""}${build.stderr ?? ""}${build.error?.message ?? ""}`.trim();
}

function fingerprint() {
  const hash = createHash("sha256").update(readFileSync(join(root, "package-lock.json")));
  for (const file of SOURCES.flatMap(filesUnder).sort()) hash.update(`\0${file}\0`).update(readFileSync(file));
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
