import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { generateReference } from "../packages/server/src/http/reference/generate.ts";
import { type ApiDocument, apiTypes, bodyRules } from "./api-types.ts";

/* Writes the files that are made from the code. With `--check` writes nothing and tells which of them are not as they would be. */

/** The folder that holds generated files alone: whatever else lies in it is left over. */
const REFERENCE = "docs/reference";
const WEB = "packages/web/src/data";
const root = join(dirname(fileURLToPath(import.meta.url)), "..");

const wanted = await wantedFiles();
const present = new Set([...filesIn(REFERENCE), ...[...wanted.keys()].filter((file) => existsSync(join(root, file)))]);
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
  for (const file of leftOver) rmSync(join(root, file));
  for (const file of [...missing, ...stale]) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), wanted.get(file) ?? "");
  }
  tell("removed", leftOver);
  tell("written", [...missing, ...stale]);
}

/** Path from the root → content. */
async function wantedFiles(): Promise<Map<string, string>> {
  const reference = await generateReference();
  const document: ApiDocument = JSON.parse(reference.get("openapi.json") ?? "{}");
  return new Map([
    ...[...reference].map(([file, text]) => [`${REFERENCE}/${file}`, text] as const),
    [`${WEB}/api.gen.ts`, apiTypes(document)],
    [`${WEB}/rules.gen.ts`, bodyRules(document)],
  ]);
}

function filesIn(folder: string): string[] {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).replaceAll("\\", "/"));
}

/** A checkout on Windows may have turned the ends of lines. */
function textOf(file: string): string {
  return readFileSync(join(root, file), "utf8").replaceAll("\r\n", "\n");
}

function tell(what: string, files: readonly string[]): void {
  for (const file of files) process.stdout.write(`${what}: ${file}\n`);
}
