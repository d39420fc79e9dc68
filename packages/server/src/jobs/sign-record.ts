import { type Services, unavailable } from "#actions/context.ts";
import { ForeignCheckpoint, signRecord } from "#actions/record/sign.ts";
import type { Logger } from "#kit/logger.ts";
import { type Rounds, startRounds } from "#kit/rounds.ts";

/** How often the record is signed, in milliseconds: what is younger can be cut off without a trace. */
const INTERVAL_MS = 60_000;

/** Signs the record as long as it runs, and once more when it stops. */
export function startSigningRecord(services: Services, logger: Logger): Rounds {
  const sign = async (): Promise<void> => {
    try {
      await signRecord(services);
    } catch (error) {
      if (error instanceof ForeignCheckpoint)
        logger.error({}, `record.not-signed: ${error.message}; \`keywright audit verify\` looks closer`);
      // The next round tries again. That the database can't be used is told once, elsewhere.
      else if (unavailable(error) === null) logger.warn({ err: error }, "record.not-signed");
    }
  };
  const rounds = startRounds(sign, INTERVAL_MS);
  return {
    async stop() {
      await rounds.stop();
      await sign();
    },
  };
}
