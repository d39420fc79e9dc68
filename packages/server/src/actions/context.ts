import type { LicensesForUse } from "#actions/licenses/for-use.ts";
import { enqueue } from "#actions/mails/enqueue.ts";
import type { Stamps } from "#actions/stamps/stamps.ts";
import type { KnownTokens } from "#actions/tokens/known.ts";
import { type Actor, may, type Need } from "#domain/actor.ts";
import type { NewEvent } from "#domain/events.ts";
import { forbidden } from "#domain/forbidden.ts";
import type { NewMail } from "#domain/mails/mail.ts";
import { isRefusal, type Refusal, refuse } from "#domain/refusal.ts";
import type { Provider } from "#domain/sales/facts.ts";
import type { Bell } from "#kit/bell.ts";
import type { Clock } from "#kit/clock.ts";
import type { Mailbox } from "#kit/mailbox.ts";
import type { Vault } from "#kit/vault.ts";
import { appendEvents, type ChainInHand } from "#store/events.ts";
import { type Lockable, lockRow } from "#store/lock.ts";
import { type Reader, type Store, StoreAiling, StoreBusy, StoreUnsure, type Tx } from "#store/store.ts";

/** What every action works with, whoever calls. */
export interface Services {
  readonly clock: Clock;
  readonly store: Store;
  readonly vault: Vault;
  readonly stamps: Stamps;
  readonly licenses: LicensesForUse;
  readonly tokens: KnownTokens;
  /** Whether the installation sends mail. */
  readonly sendsMail: boolean;
  /** Which payment providers may tell of sales, and which can be asked about them. */
  readonly selling: { readonly connected: ReadonlySet<Provider>; readonly askable: ReadonlySet<Provider> };
  /** Through which server, by its name, and whom mails come from; null = no mail is sent. */
  readonly mailServer: { readonly name: string; readonly from: Mailbox } | null;
  /** Where browsers reach the installation, for links in mails; without a slash at the end. */
  readonly publicUrl: string;
  /** Rings when this process has put a mail into the outbox. */
  readonly newMail: Bell;
  /** How many days is kept what devices that are not used any more were called, and from where users signed in. */
  readonly keptDays: number;
  /** The highest activation limit that may be set. */
  readonly limitCeiling: number;
}

/** What one call of an action works with: the services, and who calls. */
export interface Context extends Services {
  readonly actor: Actor;
}

/** What a change answers, the events that record it, and the mails that tell of it. A refusal with events is a "no" worth remembering. */
export interface Change<T> {
  readonly value: T | Refusal;
  readonly events: readonly NewEvent[];
  readonly mails?: readonly NewMail[];
  /** The chain of the license that the events are about, where the change has read it with the row that it writes to anyway. */
  readonly chain?: ChainInHand;
  /** It has written something that is no event (decision 0009), and is to be committed without one. */
  readonly keeps?: boolean;
}

/** Reads on behalf of the actor, if the actor may. */
export async function read<T>(
  context: Context,
  need: Need,
  work: (db: Reader) => Promise<T | Refusal>,
): Promise<T | Refusal> {
  return may(context.actor, need)
    ? work(context.store.read).catch(refuseIfUnavailable)
    : forbidden(context.actor, need);
}

/** What a transaction does once it is open and holds its lock, at that time, with what it has locked. */
type Work<T, Locked = void> = (tx: Tx, now: Temporal.Instant, locked: Locked) => Promise<Change<T> | Refusal>;

/**
 * Changes something on behalf of the actor, if the actor may: one transaction holds the change, the
 * counters, the events and the mails. A bare refusal rolls back. A change without any of these changes nothing, and still
 * waits until what it read is kept for good. The work may be run again from the start, so it changes nothing but what is
 * in the transaction.
 */
export async function write<T>(context: Context, need: Need, work: Work<T>): Promise<T | Refusal> {
  return writeHolding(context, need, async () => undefined, work);
}

/**
 * The same for a change of one row: nobody else changes it meanwhile. `now` is read once the row is ours, which may take
 * a while, so that the times of its changes are in the order in which they happen.
 */
export async function writeLocked<T>(
  context: Context,
  need: Need,
  { table, id }: { table: Lockable; id: string },
  work: Work<T>,
): Promise<T | Refusal> {
  return writeHolding(context, need, (tx) => lockRow(tx, table, id), work);
}

/** The same for a change of what `lock` finds and locks in one go. */
export async function writeHolding<T, Locked>(
  context: Context,
  need: Need,
  lock: (tx: Tx) => Promise<Locked>,
  work: Work<T, Locked>,
): Promise<T | Refusal> {
  if (!may(context.actor, need)) return forbidden(context.actor, need);
  let hasMail = false;
  return context.store
    .transaction<T | Refusal>(async (tx) => {
      const locked = await lock(tx);
      const now = context.clock.now();
      const change = await work(tx, now, locked);
      if (isRefusal(change)) return { end: "rollback", value: change };
      const { value, events, mails = [], chain, keeps = false } = change;
      hasMail = await enqueue(tx, context.vault, mails, now);
      if (events.length === 0) return { end: hasMail || keeps ? "commit" : "confirm", value };
      const event = await appendEvents(tx, events, context.actor, now, chain);
      return { end: "commit", value, event };
    })
    .then((value) => {
      if (hasMail) context.newMail.ring();
      return value;
    })
    .catch(refuseIfUnavailable);
}

function refuseIfUnavailable(error: unknown): Refusal {
  const refusal = unavailable(error);
  if (refusal === null) throw error;
  return refusal;
}

/** What callers are told when the database could not be used; null when something else went wrong. */
export function unavailable(error: unknown): Refusal | null {
  if (error instanceof StoreAiling) {
    // The owner has been told why (`Store.watch`); callers can only wait until it is mended.
    return refuse("UNAVAILABLE", "The database can't be used until its owner mends it. Nothing was changed.", {
      retryAfterSeconds: 30,
    });
  }
  if (error instanceof StoreBusy) {
    return refuse("UNAVAILABLE", "The database can't be used now. Nothing was changed; send the call again.", {
      retryAfterSeconds: 1,
    });
  }
  if (error instanceof StoreUnsure) {
    return refuse("UNAVAILABLE", `${error.message}. It may have been made or not: look before you send it again.`, {
      retryAfterSeconds: 5,
    });
  }
  return null;
}
