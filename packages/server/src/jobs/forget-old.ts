import { forgetOld } from "#actions/activations/forget.ts";
import { type Services, unavailable } from "#actions/context.ts";
import type { Logger } from "#kit/logger.ts";
import { type Rounds, startRounds } from "#kit/rounds.ts";

/** How often is looked for what has become old, in milliseconds: what is kept for days may stay some hours longer. */
const INTERVAL_MS = 6 * 60 * 60_000;

/** Forgets what is kept for so many days only, as long as it runs. */
export function startForgettingOld(services: Services, logger: Logger): Rounds {
  const forget = async (goesOn: () => boolean): Promise<void> => {
    try {
      await forgetOld(services, goesOn);
    } catch (error) {
      // The next round tries again. That the database can't be used is told once, elsewhere.
      if (unavailable(error) === null) logger.warn({ err: error }, "old.not-forgotten");
    }
  };
  return startRounds(forget, INTERVAL_MS);
}
