import { type Refusal, refuse } from "#domain/refusal.ts";
import type { Clock } from "#kit/clock.ts";
import { type Allowance, Meter } from "#kit/meter.ts";
import { networkOf } from "#kit/network.ts";
import type { Vault } from "#kit/vault.ts";

/** What a call costs whoever makes it, in points. A failed look-up costs what thirty honest calls do. */
export const COST = { call: 1, failure: 29 } as const;

/** How many points each has a minute. */
export interface Allowances {
  readonly address: number;
  readonly key: number;
  readonly token: number;
}

/** How much may be asked of the server, by each of a kind. */
interface Limit {
  /** Takes points. Answers a refusal, and takes none, when there are none left. */
  take(whom: string, points: number): Refusal | null;
  /** Takes points for an answer that is given in any case. */
  charge(whom: string, points: number): void;
}

/** How much one address, or rather its network, one license key and one token may ask of the server (decision 0031). */
export interface Limits {
  readonly address: Limit;
  readonly key: Limit;
  readonly token: Limit;
  /** A limit of its own on addresses, for what may be asked less often. */
  narrowed(name: string, allowance: Allowance): Limit;
}

/** Limits with what they count, so that the processes can tell each other. */
export interface CountedLimits extends Limits {
  readonly meters: readonly Meter[];
}

const NO_LIMIT: Limit = { take: () => null, charge: () => undefined };

export const unlimited: Limits = { address: NO_LIMIT, key: NO_LIMIT, token: NO_LIMIT, narrowed: () => NO_LIMIT };

export function limitUse(allowances: Allowances, clock: Clock, vault: Vault): CountedLimits {
  const meters: Meter[] = [];
  const counting = (name: string, allowance: Allowance): Limit => {
    const meter = new Meter(name, allowance, (whom) =>
      Buffer.from(vault.digest("use-reading", `${name} ${whom}`)).toString("base64url"),
    );
    meters.push(meter);
    return {
      take(whom, points) {
        const wait = meter.take(whom, points, clock.milliseconds());
        return wait === 0 ? null : tooMany(Math.ceil(wait / 1_000));
      },
      charge: (whom, points) => meter.charge(whom, points, clock.milliseconds()),
    };
  };
  const aMinute = (points: number): Allowance => ({ points, seconds: 60 });
  return {
    meters,
    address: ofNetwork(counting("address", aMinute(allowances.address))),
    key: counting("key", aMinute(allowances.key)),
    token: counting("token", aMinute(allowances.token)),
    narrowed: (name, allowance) => ofNetwork(counting(name, allowance)),
  };
}

function ofNetwork({ take, charge }: Limit): Limit {
  return {
    take: (address, points) => take(networkOf(address), points),
    charge: (address, points) => charge(networkOf(address), points),
  };
}

function tooMany(retryAfterSeconds: number): Refusal {
  const seconds = retryAfterSeconds === 1 ? "second" : "seconds";
  return refuse("RATE_LIMITED", `Too many requests. Try again in ${retryAfterSeconds} ${seconds}.`, {
    retryAfterSeconds,
  });
}
