import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import { type Refusal, refuse } from "#domain/refusal.ts";
import { networkOf } from "#kit/network.ts";

/** What a call without a token costs its address, in points. A failed look-up costs what thirty honest calls do. */
export const COST = { call: 1, failure: 29 } as const;

/** How many points an address has within so many seconds. */
export interface Allowance {
  readonly points: number;
  readonly seconds: number;
}

/** An office with a thousand devices behind one address starts up within it; guessing keys gets a hundred tries. */
const USUAL: Allowance = { points: 3_000, seconds: 60 };

/** How much one address may ask of the server, within this process. */
export interface Limits {
  /** Takes points from an address, or rather its network. Answers a refusal when there are none left. */
  charge(address: string, points: number): Refusal | null | Promise<Refusal | null>;
  /** Limits of their own for what may be asked less often. */
  narrowed(allowance: Allowance): Limits;
}

export const unlimited: Limits = { charge: () => null, narrowed: () => unlimited };

export function limitByAddress({ points: most, seconds }: Allowance = USUAL): Limits {
  const limiter = new RateLimiterMemory({ points: most, duration: seconds });
  return {
    async charge(address, points) {
      try {
        await limiter.consume(networkOf(address), points);
        return null;
      } catch (refused) {
        if (!(refused instanceof RateLimiterRes)) throw refused;
        const retryAfterSeconds = Math.max(1, Math.ceil(refused.msBeforeNext / 1000));
        return refuse("RATE_LIMITED", `Too many requests. Try again in ${retryAfterSeconds} seconds.`, {
          retryAfterSeconds,
        });
      }
    },
    narrowed: limitByAddress,
  };
}
