import { type Services, unavailable } from "#actions/context.ts";
import { remind } from "#actions/mails/remind.ts";
import { tidyOutbox } from "#actions/mails/tidy.ts";
import type { Logger } from "#kit/logger.ts";
import { type Rounds, startRounds } from "#kit/rounds.ts";

/** How often is looked who has to be reminded, in milliseconds. */
const INTERVAL_MS = 60_000;

/** Reminds buyers whose licenses expire, and keeps the outbox tidy, as long as it runs; also where no mail is sent. */
export function startTendingMails(services: Services, logger: Logger): Rounds {
  const tend = async (goesOn: () => boolean): Promise<void> => {
    try {
      while (goesOn() && (await remind(services)) > 0);
      if (goesOn()) await tidyOutbox(services);
    } catch (error) {
      // The next round tries again. That the database can't be used is told once, elsewhere.
      if (unavailable(error) === null) logger.warn({ err: error }, "mail.not-tended");
    }
  };
  return startRounds(tend, INTERVAL_MS);
}
