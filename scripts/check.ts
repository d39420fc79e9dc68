import { spawn } from "node:child_process";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { untestedCodes } from "./codes.ts";
import { brokenFloors } from "./floors.ts";

/* Everything that can be said about the code without running it. Needs no database and takes seconds. */

const root = join(dirname(fileURLToPath(import.meta.url)), "..");

interface Outcome {
  readonly name: string;
  readonly passed: boolean;
  readonly said: string;
}

const outcomes = await Promise.all([
  program("types", "node_modules/typescript/bin/tsc", ["--project", "."]),
  program("types of the web app", "node_modules/typescript/bin/tsc", ["--project", "packages/web"]),
  program("lint and format", "node_modules/@biomejs/biome/bin/biome", ["ci", "--colors=off", "."]),
  program("unused code", "node_modules/knip/bin/knip.js", ["--no-progress"]),
  program("generated files fresh", "scripts/generate.ts", ["--check"]),
  list("floors", brokenFloors(root)),
  list("every code tested", untestedCodes(root)),
]);
for (const { name, passed, said } of outcomes) {
  process.stdout.write(`${passed ? "ok  " : "FAIL"}  ${name}\n`);
  if (!passed) process.stdout.write(`${said.trim().replace(/^/gm, "      ")}\n`);
}
const failed = outcomes.filter(({ passed }) => !passed).length;

process.stdout.write(`${outcomes.length - failed} passed, ${failed} failed\n`);
process.exitCode = failed === 0 ? 0 : 1;

function program(name: string, path: string, args: string[]): Promise<Outcome> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [join(root, path), ...args], {
      cwd: root,
      stdio: ["ignore", "pipe", "pipe"],
    });
    let said = "";
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", (text) => (said += text));
    child.on("error", (error) => resolve({ name, passed: false, said: error.message }));
    child.on("close", (code) => resolve({ name, passed: code === 0, said }));
  });
}

function list(name: string, faults: readonly string[]): Outcome {
  return { name, passed: faults.length === 0, said: faults.join("\n") };
}
