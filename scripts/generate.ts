import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { generateReference } from "../packages/server/src/http/reference/generate.ts";

/* Writes the files that are made from the code. With `--check` writes nothing and tells which of them are not as they would be. */

const FOLDER = "docs/reference";
const folder = join(dirname(fileURLToPath(import.meta.url)), "..", FOLDER);

const wanted = await generateReference();
const present = new Set(presentFiles());
const missing = [...wanted.keys()].filter((file) => !present.has(file));
const stale = [...wanted].filter(([file, text]) => present.has(file) && textOf(file) !== text).map(([file]) => file);
const leftOver = [...present].filter((file) => !wanted.has(file));

if (process.argv.includes("--check")) {
  tell("missing", missing);
  tell("stale", stale);
  tell("left over", leftOver);
  const wrong = missing.length + stale.length + leftOver.length;
  if (wrong > 0) process.stdout.write("Run `npm run generate` and commit what it writes.\n");
  process.exitCode = wrong === 0 ? 0 : 1;
} else {
  for (const file of leftOver) rmSync(join(folder, file));
  for (const file of [...missing, ...stale]) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), wanted.get(file) ?? "");
  }
  tell("removed", leftOver);
  tell("written", [...missing, ...stale]);
}

function presentFiles(): string[] {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll("\\", "/"));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw error;
  }
}

/** A checkout on Windows may have turned the ends of lines. */
function textOf(file: string): string {
  return readFileSync(join(folder, file), "utf8").replaceAll("\r\n", "\n");
}

function tell(what: string, files: readonly string[]): void {
  for (const file of files) process.stdout.write(`${what}: ${FOLDER}/${file}\n`);
}
