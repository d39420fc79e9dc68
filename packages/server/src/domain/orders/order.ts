import type { ORDER_SOURCES, ORDER_STATUSES } from "@keywright/contract/management-api/orders";

/** What was paid: a decimal number as text, and an ISO 4217 code. */
export interface Amount {
  readonly value: string;
  readonly currency: string;
}

/** One purchase of one plan by one customer. */
export interface Order {
  readonly id: string;
  /** The number that people use. */
  readonly number: number;
  readonly status: (typeof ORDER_STATUSES)[number];
  readonly source: (typeof ORDER_SOURCES)[number];
  readonly amount: Amount | null;
  readonly createdAt: Temporal.Instant;
}
