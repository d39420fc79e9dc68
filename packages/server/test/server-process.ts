import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

/** What users run: the server as it is built. */
export const MAIN = fileURLToPath(new URL("../dist/main.js", import.meta.url));

/** A server in a process of its own. */
export interface ServerProcess {
  readonly child: ChildProcess;
  /** Where it listens: `http://127.0.0.1:PORT`. */
  readonly url: string;
  /** The lines that it has written on stderr so far. */
  readonly said: readonly string[];
  /** The same on stdout. */
  readonly printed: readonly string[];
  /** Waits until it has written a line with this text on stderr. */
  says(text: string): Promise<string>;
  /** Sends a signal and waits until the process is gone. Answers the exit status; null when the signal itself ended it. */
  kill(signal: NodeJS.Signals): Promise<number | null>;
}

/**
 * Starts a server on a database that its environment names, and waits until it serves.
 * @param begun is told of the process at once, so that it can be ended even when it never serves
 * @param through a program, with its words, that turns into the one whose words follow: `["nice"]`
 */
export async function startServerProcess(
  environment: Record<string, string>,
  begun: (child: ChildProcess) => void,
  through: readonly string[] = [],
): Promise<ServerProcess> {
  const [program = process.execPath, ...words] = [...through, process.execPath, MAIN, "serve"];
  const child = spawn(program, words, {
    env: cleanEnvironment({
      PORT: "0",
      KEYWRIGHT_RATE_LIMIT: "off",
      KEYWRIGHT_LOG_LEVEL: "warn",
      ...environment,
    }),
    stdio: ["ignore", "pipe", "pipe"],
  });
  begun(child);
  const gone = once(child, "close").then(([status]) => status as number | null);
  const kill = (signal: NodeJS.Signals) => {
    child.kill(signal);
    return gone;
  };
  const said: string[] = [];
  const printed: string[] = [];
  createInterface({ input: child.stdout }).on("line", (line) => printed.push(line));
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
  return { child, url, said, printed, says, kill };
}

/** The machine's environment without what would tell a server something that the test does not know of. */
export function cleanEnvironment(added: Record<string, string>): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(
    ([name]) => !/^(KEYWRIGHT_.*|STRIPE_.*|PADDLE_.*|LEMON_SQUEEZY_.*|HOST|PORT|SMTP_URL)$/.test(name),
  );
  return { ...Object.fromEntries(inherited), ...added };
}
