/** A thing that is sold. */
export interface Product {
  readonly id: string;
  readonly identifier: string;
  readonly name: string;
  readonly description: string;
  readonly keyPrefix: string;
  readonly taxCode: string;
  /** Counts the edits, from 1. */
  readonly revision: number;
  readonly createdAt: Temporal.Instant;
  readonly modifiedAt: Temporal.Instant;
}
