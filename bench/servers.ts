import { type ChildProcess, fork, spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import type { CannedAnswer } from "./bare-server.ts";

/** A server in a process of its own. */
export interface Server {
  readonly port: number;
  readonly pid: number;
  stop(): Promise<void>;
}

/** A Keywright that serves. */
export interface Keywright extends Server {
  /** From the start of the process until it answered that it is ready, in seconds. */
  readonly readyAfter: number;
}

/** The program that a command of the command line runs. */
export const MAIN = join(import.meta.dirname, "../packages/server/dist/main.js");
const ANSWERS_MS = 30_000;
/** All load comes from one address. */
export const WITHOUT_LIMITS = { KEYWRIGHT_RATE_LIMIT: "off" };

/** Starts `keywright serve` on a data folder, as it comes but for the settings given here, and waits until it is ready. */
export async function startKeywright(dataDir: string, settings: Record<string, string> = {}): Promise<Keywright> {
  const folder = mkdtempSync(join(tmpdir(), "keywright-bench-log-"));
  const logPath = join(folder, "log");
  const log = openSync(logPath, "w");
  const started = performance.now();
  const child = spawn(process.execPath, [MAIN, "serve"], {
    env: { ...withoutSettings(process.env), PORT: "0", KEYWRIGHT_DATA_DIR: dataDir, ...slowSync(), ...settings },
    // Into a file: reading a log of a line a request would cost the processor that the load generator needs.
    stdio: ["ignore", "ignore", log],
  });
  closeSync(log);
  const stop = async () => {
    await end(child);
    rmSync(folder, { recursive: true });
  };
  try {
    const port = await waitFor(child, () =>
      /Keywright serves http:\/\/[\d.]+:(\d+)/.exec(readFileSync(logPath, "utf8")),
    );
    await waitFor(child, async () => (await fetch(`http://127.0.0.1:${port[1]}/readyz`)).ok || null);
    return { port: Number(port[1]), pid: child.pid ?? 0, readyAfter: (performance.now() - started) / 1000, stop };
  } catch (error) {
    const said = readFileSync(logPath, "utf8");
    await stop();
    throw new Error(`keywright serve did not become ready and said:\n${said}`, { cause: error });
  }
}

/** Starts Keywright on a database for as long as `work` takes. */
export async function served<T>(
  { dataDir }: { readonly dataDir: string },
  settings: Record<string, string>,
  work: (keywright: Keywright) => Promise<T>,
): Promise<T> {
  const keywright = await startKeywright(dataDir, settings);
  try {
    return await work(keywright);
  } finally {
    await keywright.stop();
  }
}

/** Starts the yardstick, which answers what Keywright answers. */
export async function startBareServer(answer: CannedAnswer): Promise<Server> {
  const child = fork(join(import.meta.dirname, "bare-server.ts"), { stdio: ["ignore", "inherit", "inherit", "ipc"] });
  child.send(answer);
  const [port] = await once(child, "message");
  return { port: Number(port), pid: child.pid ?? 0, stop: () => end(child) };
}

async function waitFor<T>(child: ChildProcess, look: () => T | null | Promise<T | null>): Promise<T> {
  const until = performance.now() + ANSWERS_MS;
  while (child.exitCode === null && child.signalCode === null && performance.now() < until) {
    const found = await look();
    if (found !== null) return found;
    await delay(5);
  }
  throw new Error(child.exitCode === null ? "it took too long" : `it ended with ${child.exitCode}`);
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, "exit");
  child.kill("SIGTERM");
  await gone;
}

/** Lets commits take as long as `BENCH_SYNC_MS` says, when it does: see slow-sync.ts. */
function slowSync(): Record<string, string> {
  const hook = pathToFileURL(join(import.meta.dirname, "slow-sync.ts"));
  return process.env.BENCH_SYNC_MS === undefined ? {} : { NODE_OPTIONS: `--import=${hook}` };
}

/** The environment without what would tell a server something that the measurement does not know of. */
function withoutSettings(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !/^(KEYWRIGHT_.*|HOST|PORT)$/.test(name)));
}
