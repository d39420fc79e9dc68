import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { onTestFinished } from "vitest";
import { cleanEnvironment, MAIN, type ServerProcess, startServerProcess } from "#test/server-process.ts";

/* Real processes, for what only several of them, or their end, can show. */

export type StartedProcess = ServerProcess;

/**
 * Starts a server on a database that its environment names, and waits until it serves. It is ended after the test.
 * @param through a program, with its words, that turns into the one whose words follow: `["nice"]`
 */
export function startProcess(
  environment: Record<string, string>,
  through: readonly string[] = [],
): Promise<StartedProcess> {
  const endLater = (child: ChildProcess) =>
    onTestFinished(async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const gone = once(child, "close");
      child.kill("SIGKILL");
      await gone;
    });
  return startServerProcess(environment, endLater, through);
}

/** Runs a program until it ends by itself. @param input what it reads from its standard input */
export async function runToEnd(
  program: string,
  words: readonly string[],
  environment: Record<string, string>,
  input = "",
): Promise<{ status: number | null; stdout: string; stderr: string }> {
  const child = spawn(process.execPath, [program, ...words], {
    env: cleanEnvironment(environment),
    stdio: ["pipe", "pipe", "pipe"],
  });
  child.stdin.end(input);
  const [stdout, stderr, [status]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, "close")]);
  return { status, stdout, stderr };
}

/** Runs a command of the command line on the database that the environment names. */
export function runCommand(words: readonly string[], environment: Record<string, string>, input?: string) {
  return runToEnd(MAIN, words, environment, input);
}

/** The same for a command that is taken to succeed. Answers what it prints. */
export async function runKeywright(words: readonly string[], environment: Record<string, string>): Promise<string> {
  const { status, stdout, stderr } = await runCommand(words, environment);
  if (status !== 0) throw new Error(`keywright ${words.join(" ")} ended with ${status}:\n${stderr}`);
  return stdout.trim();
}
