import { dayOf } from "#kit/days.ts";

/** What has gathered since it was last written. */
export interface Gathered {
  /** When each activation was last seen, by its id. */
  readonly seen: Map<string, Temporal.Instant>;
  /** When each token was last used, by its id. */
  readonly used: Map<string, Temporal.Instant>;
  /** When each user last called, by their id. */
  readonly users: Map<string, Temporal.Instant>;
  /** How many validations there were, by day. */
  readonly validations: Map<string, number>;
}

/**
 * What every call would have to write and nobody must wait for the disk for: it gathers here and is written together. What
 * a crash can lose is what was gathered since.
 */
export class Stamps {
  #gathered: Gathered = nothing();

  deviceSeen(activationId: string, at: Temporal.Instant): void {
    this.#gathered.seen.set(activationId, at);
  }

  tokenUsed(tokenId: string, at: Temporal.Instant): void {
    this.#gathered.used.set(tokenId, at);
  }

  userSeen(userId: string, at: Temporal.Instant): void {
    this.#gathered.users.set(userId, at);
  }

  validated(at: Temporal.Instant): void {
    count(this.#gathered.validations, dayOf(at), 1);
  }

  /** The last-seen times that are not written yet, by activation id. */
  get seen(): ReadonlyMap<string, Temporal.Instant> {
    return this.#gathered.seen;
  }

  /** Hands over what has gathered and starts anew; null when there is nothing. */
  take(): Gathered | null {
    const taken = this.#gathered;
    if (Object.values(taken).every(({ size }) => size === 0)) return null;
    this.#gathered = nothing();
    return taken;
  }

  /** Puts back what could not be written. A time that was noted in the meantime is newer and stays. */
  putBack({ seen, used, users, validations }: Gathered): void {
    const since = this.#gathered;
    for (const [day, number] of validations) count(since.validations, day, number);
    this.#gathered = {
      seen: new Map([...seen, ...since.seen]),
      used: new Map([...used, ...since.used]),
      users: new Map([...users, ...since.users]),
      validations: since.validations,
    };
  }
}

function nothing(): Gathered {
  return { seen: new Map(), used: new Map(), users: new Map(), validations: new Map() };
}

function count(counts: Map<string, number>, key: string, more: number): void {
  counts.set(key, (counts.get(key) ?? 0) + more);
}
