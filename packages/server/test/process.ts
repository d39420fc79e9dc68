import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";

/* Real processes, for what only several of them, or their end, can show. */

const MAIN = fileURLToPath(new URL("../src/main.ts", import.meta.url));

/** A server in a process of its own. */
export interface StartedProcess {
  /** Where it listens: `http://127.0.0.1:PORT`. */
  readonly url: string;
  /** The lines that it has written on stderr so far. */
  readonly said: readonly string[];
  /** Waits until it has written a line with this text on stderr. */
  says(text: string): Promise<string>;
  /** Sends a signal and waits until the process is gone. Answers the exit status; null when the signal itself ended it. */
  kill(signal: NodeJS.Signals): Promise<number | null>;
}

/** Starts a server on a data folder and waits until it serves. It is ended after the test. */
export async function startProcess({
  dataDir,
  environment = {},
}: {
  dataDir: string;
  environment?: Record<string, string>;
}): Promise<StartedProcess> {
  const child = spawn(process.execPath, [MAIN, "serve"], {
    env: cleanEnvironment({
      PORT: "0",
      KEYWRIGHT_DATA_DIR: dataDir,
      KEYWRIGHT_RATE_LIMIT: "off",
      KEYWRIGHT_LOG_LEVEL: "warn",
      ...environment,
    }),
    stdio: ["ignore", "ignore", "pipe"],
  });
  const gone = once(child, "close").then(([status]) => status as number | null);
  const kill = (signal: NodeJS.Signals) => {
    child.kill(signal);
    return gone;
  };
  onTestFinished(async () => {
    if (child.exitCode === null && child.signalCode === null) await kill("SIGKILL");
  });

  const said: string[] = [];
  const lines = createInterface({ input: child.stderr });
  lines.on("line", (line) => said.push(line));
  const says = async (text: string): Promise<string> => {
    for (;;) {
      const found = said.find((line) => line.includes(text));
      if (found !== undefined) return found;
      const ended = await Promise.race([once(lines, "line").then(() => false), gone.then(() => true)]);
      if (ended) throw new Error(`the server is gone and never said "${text}":\n${said.join("\n")}`);
    }
  };
  const url = /http:\/\/[\d.]+:\d+/.exec(await says("Keywright serves"))?.[0];
  if (url === undefined) throw new Error(`the server did not say where it listens:\n${said.join("\n")}`);
  return { url, said, says, kill };
}

/** Runs a program until it ends by itself. */
export async function runToEnd(
  program: string,
  words: readonly string[],
  environment: Record<string, string>,
): Promise<{ status: number | null; stdout: string; stderr: string }> {
  const child = spawn(process.execPath, [program, ...words], {
    env: cleanEnvironment(environment),
    stdio: ["ignore", "pipe", "pipe"],
  });
  const [stdout, stderr, [status]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, "close")]);
  return { status, stdout, stderr };
}

/** Runs a command of the command line on a data folder, and answers what it prints. */
export async function runKeywright(words: readonly string[], dataDir: string): Promise<string> {
  const { status, stdout, stderr } = await runToEnd(MAIN, words, { KEYWRIGHT_DATA_DIR: dataDir });
  if (status !== 0) throw new Error(`keywright ${words.join(" ")} ended with ${status}:\n${stderr}`);
  return stdout.trim();
}

/** The machine's environment without what would tell a server something that the test does not know of. */
function cleanEnvironment(added: Record<string, string>): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(([name]) => !/^(KEYWRIGHT_.*|HOST|PORT)$/.test(name));
  return { ...Object.fromEntries(inherited), ...added };
}
