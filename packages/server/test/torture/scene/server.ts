import type { ChildProcess } from "node:child_process";
import { setTimeout as delay } from "node:timers/promises";
import { type ServerProcess, startServerProcess } from "#test/server-process.ts";

/** How long a server may take to start or to become ready again, in milliseconds. Generous: the machine may be slow. */
const READY_MS = 90_000;
/** How long a server that is told to stop may take. A supervisor would kill it then. */
const STOP_MS = 30_000;

/** Processes that run. None outlives this one, however it ends, but by SIGKILL. */
const RUNNING = new Set<ChildProcess>();
process.once("exit", () => {
  for (const child of RUNNING) child.kill("SIGKILL");
});

/** One of the Keywright servers, through all the lives of its process. */
export class Server {
  readonly number: number;
  readonly #environment: Record<string, string>;
  #life = 0;
  /** Null while it is down or starts. */
  #process: ServerProcess | null = null;
  /** The process that starts. */
  #starting: ChildProcess | null = null;
  /** What its processes have logged that is worth a look, by how often. */
  readonly troubles = new Map<string, number>();

  constructor(number: number, environment: Record<string, string>) {
    this.number = number;
    this.#environment = environment;
  }

  /** Which process answers there now. */
  get name(): string {
    return `server ${this.number}, life ${this.#life}`;
  }

  /** Where it listens; null while it is down. */
  get url(): string | null {
    return this.#process?.url ?? null;
  }

  async start(): Promise<void> {
    this.#life += 1;
    const patience = setTimeout(() => this.#starting?.kill("SIGKILL"), READY_MS);
    try {
      this.#process = await startServerProcess(this.#environment, (child) => {
        this.#starting = child;
        RUNNING.add(child);
        child.once("close", () => RUNNING.delete(child));
      });
    } finally {
      this.#starting = null;
      clearTimeout(patience);
    }
  }

  /** Ends it without a warning. */
  async kill(): Promise<void> {
    await this.#end("SIGKILL");
  }

  /** Asks it to stop. Answers how long that took in milliseconds; null when it had to be killed. */
  async terminate(): Promise<number | null> {
    const child = this.#process?.child;
    const asked = performance.now();
    let late = false;
    const patience = setTimeout(() => {
      late = true;
      child?.kill("SIGKILL");
    }, STOP_MS);
    await this.#end("SIGTERM");
    clearTimeout(patience);
    return late ? null : performance.now() - asked;
  }

  /** Makes the process stand still, and go on. */
  pause(): void {
    this.#process?.child.kill("SIGSTOP");
  }

  goOn(): void {
    this.#process?.child.kill("SIGCONT");
  }

  /** Waits until it says that it is ready. Answers whether it became so in time. */
  async becomesReady(): Promise<boolean> {
    const until = performance.now() + READY_MS;
    for (;;) {
      if (await this.#isReady()) return true;
      if (performance.now() > until) return false;
      await delay(100);
    }
  }

  async #isReady(): Promise<boolean> {
    if (this.url === null) return false;
    try {
      const response = await fetch(`${this.url}/readyz`, { signal: AbortSignal.timeout(5_000) });
      await response.body?.cancel();
      return response.status === 200;
    } catch {
      return false;
    }
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    const process = this.#process;
    if (process === null) {
      this.#starting?.kill(signal);
      return;
    }
    // Callers know that it is gone, as those of a good load balancer do.
    this.#process = null;
    await process.kill(signal);
    this.#remember(process.said);
  }

  #remember(said: readonly string[]): void {
    for (const line of said) {
      if (!line.startsWith("{")) continue;
      const { msg, err } = JSON.parse(line) as { msg: string; err?: { message?: string } };
      const trouble = err?.message === undefined ? msg : `${msg}: ${err.message}`;
      this.troubles.set(trouble, (this.troubles.get(trouble) ?? 0) + 1);
    }
  }
}
