import { type Services, unavailable } from "#actions/context.ts";
import { writeStamps } from "#actions/stamps/write.ts";
import type { Logger } from "#kit/logger.ts";

/** How often stamps are written, in milliseconds: what a crash can lose of them. */
const INTERVAL_MS = 1_000;

/** Writes stamps as long as it runs: last-seen times, tokens' last uses, counts. `stop` writes the last ones. */
export function startWritingStamps(services: Services, logger: Logger): { stop(): Promise<void> } {
  let stopped = false;
  let timer: NodeJS.Timeout;
  let round: Promise<void> = Promise.resolve();
  const write = async (): Promise<void> => {
    try {
      await writeStamps(services);
    } catch (error) {
      // They were put back, and the next round tries again. That the database can't be used is told once, elsewhere.
      if (unavailable(error) === null) logger.warn({ err: error }, "stamps.not-written");
    }
  };
  const schedule = (): void => {
    timer = setTimeout(() => {
      round = write().then(() => (stopped ? undefined : schedule()));
    }, INTERVAL_MS);
  };
  schedule();
  return {
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await round;
      await write();
    },
  };
}
