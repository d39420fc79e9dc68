import { stampSeenActivations } from "#actions/activations/stamp-seen.ts";
import type { Services } from "#actions/context.ts";
import type { Logger } from "#kit/logger.ts";

/** How often last-seen times are written, in milliseconds: what a crash can lose of them. */
const INTERVAL_MS = 1_000;

/** Writes last-seen times as long as it runs. `stop` writes the last ones. */
export function startStampingSeen(services: Services, logger: Logger): { stop(): Promise<void> } {
  let stopped = false;
  let timer: NodeJS.Timeout;
  let round: Promise<void> = Promise.resolve();
  const stamp = async (): Promise<void> => {
    try {
      await stampSeenActivations(services);
    } catch (error) {
      // They were put back, and the next round tries again.
      logger.warn({ err: error }, "seen.not-stamped");
    }
  };
  const schedule = (): void => {
    timer = setTimeout(() => {
      round = stamp().then(() => (stopped ? undefined : schedule()));
    }, INTERVAL_MS);
  };
  schedule();
  return {
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await round;
      await stamp();
    },
  };
}
