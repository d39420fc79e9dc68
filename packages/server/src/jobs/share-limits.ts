import { randomUUID } from "node:crypto";
import { type Services, unavailable } from "#actions/context.ts";
import { exchangeReadings } from "#actions/limits/exchange.ts";
import type { Logger } from "#kit/logger.ts";
import type { Meter } from "#kit/meter.ts";
import { type Rounds, startRounds } from "#kit/rounds.ts";

/** How often the processes tell each other, in milliseconds: how long a limit that is reached in one is open in others. */
const INTERVAL_MS = 1_000;

/** Lets limits count for all processes of an installation together, as long as it runs. */
export function startSharingLimits(services: Services, meters: readonly Meter[], logger: Logger): Rounds {
  const process = randomUUID();
  const exchange = async (): Promise<void> => {
    try {
      await exchangeReadings(services, meters, process);
    } catch (error) {
      // The next round tries again, and each process counts on for itself. That the database can't be used is told elsewhere.
      if (unavailable(error) === null) logger.warn({ err: error }, "limits.not-shared");
    }
  };
  return startRounds(exchange, INTERVAL_MS);
}
