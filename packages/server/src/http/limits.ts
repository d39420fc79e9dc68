import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import { type Refusal, refuse } from "#domain/refusal.ts";

/** What a call without a token costs its address, in points. A failed look-up costs what thirty honest calls do. */
export const COST = { call: 1, failure: 29 } as const;

/** An office with a thousand devices behind one address starts up within it; guessing keys gets a hundred tries. */
const POINTS = 3_000;
const SECONDS = 60;

/** How much one address may ask of the server, within this process. */
export interface Limits {
  /** Takes points from an address. Answers a refusal when there are none left. */
  charge(address: string, points: number): Promise<Refusal | null>;
}

export const unlimited: Limits = { charge: async () => null };

export function limitByAddress(): Limits {
  const limiter = new RateLimiterMemory({ points: POINTS, duration: SECONDS });
  return {
    async charge(address, points) {
      try {
        await limiter.consume(address, points);
        return null;
      } catch (refused) {
        if (!(refused instanceof RateLimiterRes)) throw refused;
        const retryAfterSeconds = Math.max(1, Math.ceil(refused.msBeforeNext / 1000));
        return refuse("RATE_LIMITED", `Too many requests. Try again in ${retryAfterSeconds} seconds.`, {
          retryAfterSeconds,
        });
      }
    },
  };
}
