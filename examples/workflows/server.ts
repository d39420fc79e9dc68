import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { Failure, say } from "./story.ts";

/* Where Keywright runs, and what opens its Management API. */

const PROJECT = fileURLToPath(new URL("../..", import.meta.url));

/** Makes sure that a Keywright answers at this address. */
export async function findServer(address: string): Promise<string> {
  const url = address.replace(/\/+$/, "");
  const ready = await fetch(`${url}/readyz`).catch(() => null);
  if (!ready?.ok) throw new Failure(`No Keywright answers at ${url}; start it with npm start.`);
  say(`Keywright answers at ${url}.`);
  return url;
}

/** The token that was given, or a new one from the command line, which reads the settings that the server reads. */
export function findToken(given: string | undefined): string {
  if (given) return given;
  const words = ["token", "create", "--name", "workflows", "--scope", "write"];
  const { status, stdout, stderr } = spawnSync(process.execPath, ["packages/server/dist/main.js", ...words], {
    cwd: PROJECT,
    encoding: "utf8",
  });
  if (status !== 0) throw new Failure(`No server token could be made: ${stderr.trim()}`);
  say(`KEYWRIGHT_TOKEN is not set, so the example made itself a server token: keywright ${words.join(" ")}`);
  return stdout.trim();
}
