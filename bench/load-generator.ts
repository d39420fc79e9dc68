import { fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { Histogram } from "./histogram.ts";
import type { Load, Loaded, Sent } from "./load.ts";

/** What came of one stream of requests. */
interface Outcome {
  readonly requestsPerSecond: number;
  /** In microseconds. */
  readonly latencies: Histogram;
}

/** What came of a load. */
export interface Driven {
  readonly streams: readonly Outcome[];
  readonly seconds: number;
  /** Processor time that the load generator itself took. */
  readonly cpuSeconds: number;
}

/** The process that sends the load. */
export interface LoadGenerator {
  /** Sends a load. @throws when a single answer was not as expected: a server that errs is quick, and measures nothing */
  drive(load: Load): Promise<Driven>;
  stop(): void;
}

export function startLoadGenerator(): LoadGenerator {
  const child = fork(join(import.meta.dirname, "load.ts"), { stdio: ["ignore", "inherit", "inherit", "ipc"] });
  return {
    async drive(load) {
      child.send(load);
      const [answer] = (await once(child, "message")) as [Loaded | { failed: string }];
      if ("failed" in answer) throw new Error(`the load could not be sent: ${answer.failed}`);
      const { streams, seconds, cpuSeconds } = answer;
      return { streams: streams.map((sent) => outcomeOf(sent, load.seconds)), seconds, cpuSeconds };
    },
    stop: () => void child.disconnect(),
  };
}

function outcomeOf({ answers, errors, anError, latencies }: Sent, seconds: number): Outcome {
  if (errors > 0) throw new Error(`${errors} answers of ${answers} were not as expected, such as\n${anError}`);
  return { requestsPerSecond: answers / seconds, latencies: new Histogram(latencies) };
}
