import type { Stamps } from "#actions/stamps/stamps.ts";
import { type Actor, may, type Scope } from "#domain/actor.ts";
import type { NewEvent } from "#domain/events.ts";
import { isRefusal, type Refusal, refuse } from "#domain/refusal.ts";
import type { Clock } from "#kit/clock.ts";
import type { Vault } from "#kit/vault.ts";
import { appendEvents } from "#store/events.ts";
import { type Reader, type Store, StoreBusy, type Tx } from "#store/store.ts";

/** What every action works with, whoever calls. */
export interface Services {
  readonly clock: Clock;
  readonly store: Store;
  readonly vault: Vault;
  readonly stamps: Stamps;
  /** The highest activation limit that may be set. */
  readonly limitCeiling: number;
}

/** What one call of an action works with: the services, and who calls. */
export interface Context extends Services {
  readonly actor: Actor;
}

/** What a change answers, and the events that record it. A refusal with events is a "no" worth remembering. */
export interface Change<T> {
  readonly value: T | Refusal;
  readonly events: readonly NewEvent[];
}

/** Reads on behalf of the actor, if the actor's scope allows it. */
export async function read<T>(
  context: Context,
  scope: Scope,
  work: (db: Reader) => Promise<T | Refusal>,
): Promise<T | Refusal> {
  return may(context.actor, scope) ? work(context.store.read) : forbidden(scope);
}

/**
 * Changes something on behalf of the actor, if the actor's scope allows it: one transaction holds the change, the
 * counters and the events. A bare refusal rolls back. `now` is read once the transaction is open, so that times are in
 * the order in which changes happen.
 */
export async function write<T>(
  context: Context,
  scope: Scope,
  work: (tx: Tx, now: Temporal.Instant) => Promise<Change<T> | Refusal>,
): Promise<T | Refusal> {
  if (!may(context.actor, scope)) return forbidden(scope);
  try {
    return await context.store.transaction<T | Refusal>(async (tx) => {
      const now = context.clock.now();
      const change = await work(tx, now);
      if (isRefusal(change)) return { end: "rollback", value: change };
      await appendEvents(tx, change.events, context.actor, now);
      return { end: "commit", value: change.value };
    });
  } catch (error) {
    if (!(error instanceof StoreBusy)) throw error;
    return refuse("UNAVAILABLE", "The database is busy. Nothing was changed; send the call again.", {
      retryAfterSeconds: 1,
    });
  }
}

function forbidden(scope: Scope): Refusal {
  return refuse("FORBIDDEN", `This needs the scope "${scope}", which the caller does not have.`);
}
