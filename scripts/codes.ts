import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { REFUSAL_CODES, VERDICT_CODES } from "../packages/contract/src/codes.ts";

/** The codes that no test names, a line each: what is promised in the closed lists must be shown somewhere. */
export function untestedCodes(root: string): string[] {
  const tests = readdirSync(join(root, "packages"), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".test.ts") && !file.includes("node_modules"))
    .map((file) => readFileSync(join(root, "packages", file), "utf8"))
    .join("\n");
  return [...new Set<string>([...REFUSAL_CODES, ...VERDICT_CODES])]
    .filter((code) => !new RegExp(`\\b${code}\\b`).test(tests))
    .map((code) => `${code}: no test names it`);
}
