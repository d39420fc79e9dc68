import type { EVENT_TYPES } from "@keywright/contract/management-api/events";

/** Everything that can happen. Every change writes one of these in its own transaction. */
export type EventType = (typeof EVENT_TYPES)[number];

/** What happened to what: the first word of an event's type. */
export function nounOf(type: EventType): string {
  return type.slice(0, type.indexOf("."));
}

/** What the event is about: the ids of whatever it touches. An event about a license names its order, customer, plan and product, too. */
export interface Subjects {
  readonly productId?: string;
  readonly planId?: string;
  readonly customerId?: string;
  readonly orderId?: string;
  readonly licenseId?: string;
  readonly activationId?: string;
  readonly tokenId?: string;
  readonly userId?: string;
}

/** An event that is about to be recorded. It never tells a whole key or token. */
export interface NewEvent {
  readonly type: EventType;
  readonly about: Subjects;
  /** What changed, in words and numbers that name nobody: it stays as long as the record. */
  readonly data?: Readonly<Record<string, unknown>>;
  /** What of it names a person or a person's device, or was written about one: it can be erased. Readers find it in `data`. */
  readonly personal?: Readonly<Record<string, unknown>>;
}

/** What an edit changed, field by field, for the record. Empty when it changed nothing. */
export function changedFields<T extends object>(before: T, after: T): Record<string, { from: unknown; to: unknown }> {
  const changed: Record<string, { from: unknown; to: unknown }> = {};
  for (const field of Object.keys(after) as (keyof T & string)[]) {
    if (JSON.stringify(before[field]) !== JSON.stringify(after[field]))
      changed[field] = { from: before[field], to: after[field] };
  }
  return changed;
}
