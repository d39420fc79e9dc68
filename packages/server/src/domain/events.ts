/** Everything that can happen, in a closed list. Every change writes one of these in its own transaction. */
export const EVENT_TYPES = [
  "product.created",
  "product.edited",
  "plan.created",
  "plan.edited",
  "customer.created",
  "order.placed",
  "license.issued",
  "license.edited",
  "license.regenerated",
  "license.deactivated",
  "activation.created",
  "activation.denied",
  "activation.deactivated",
  "activation.revoked",
  "activation.released",
  "token.created",
  "token.revoked",
] as const;
export type EventType = (typeof EVENT_TYPES)[number];

/** What the event is about: the ids of whatever it touches. */
interface Subjects {
  readonly productId?: string;
  readonly planId?: string;
  readonly customerId?: string;
  readonly orderId?: string;
  readonly licenseId?: string;
  readonly activationId?: string;
  readonly tokenId?: string;
}

/** An event that is about to be recorded. `data` tells what changed and never holds a whole key or token. */
export interface NewEvent {
  readonly type: EventType;
  readonly about: Subjects;
  readonly data?: Readonly<Record<string, unknown>>;
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
