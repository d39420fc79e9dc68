import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { cpus, totalmem } from "node:os";
import { join } from "node:path";

/** What figures depend on besides the code, without anything that names the machine. */
export interface Circumstances {
  readonly measuredAt: string;
  /** The commit, with `+` behind it when the tree differs from it. Null without git. */
  readonly commit: string | null;
  readonly versions: Readonly<Record<string, string>>;
  readonly machine: { readonly processor: string; readonly cores: number; readonly memoryGb: number };
}

const ROOT = join(import.meta.dirname, "..");

export function circumstances(): Circumstances {
  const all = cpus();
  return {
    measuredAt: new Date().toISOString(),
    commit: commitOf(),
    versions: {
      node: process.versions.node,
      sqlite: process.versions.sqlite ?? "",
      ...serverDependencies(),
    },
    machine: {
      processor: all[0]?.model.trim() ?? "",
      cores: all.length,
      memoryGb: Math.round(totalmem() / 2 ** 30),
    },
  };
}

function commitOf(): string | null {
  const git = (...words: string[]) => execFileSync("git", words, { cwd: ROOT, encoding: "utf8", stdio: "pipe" }).trim();
  try {
    const changed = git("status", "--porcelain", "--", "packages/server/src", "packages/contract/src") !== "";
    return `${git("rev-parse", "--short", "HEAD")}${changed ? "+" : ""}`;
  } catch {
    return null;
  }
}

/** What the server is built on, with the versions that it names exactly. */
function serverDependencies(): Record<string, string> {
  return JSON.parse(readFileSync(join(ROOT, "packages/server/package.json"), "utf8")).dependencies;
}
