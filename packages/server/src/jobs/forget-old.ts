import { forgetOld } from "#actions/activations/forget.ts";
import { type Services, unavailable } from "#actions/context.ts";
import type { Logger } from "#kit/logger.ts";

/** How often is looked for what has become old, in milliseconds: what is kept for days may stay some hours longer. */
const INTERVAL_MS = 6 * 60 * 60_000;

/** Forgets what is kept for so many days only, as long as it runs. */
export function startForgettingOld(services: Services, logger: Logger): { stop(): Promise<void> } {
  let isStopped = false;
  let timer: NodeJS.Timeout | undefined;
  const forget = async (): Promise<void> => {
    try {
      await forgetOld(services, () => !isStopped);
    } catch (error) {
      // The next round tries again. That the database can't be used is told once, elsewhere.
      if (unavailable(error) === null) logger.warn({ err: error }, "old.not-forgotten");
    }
  };
  const go = (): Promise<void> =>
    forget().then(() => {
      if (!isStopped)
        timer = setTimeout(() => {
          round = go();
        }, INTERVAL_MS);
    });
  let round = go();
  return {
    async stop() {
      isStopped = true;
      clearTimeout(timer);
      await round;
    },
  };
}
