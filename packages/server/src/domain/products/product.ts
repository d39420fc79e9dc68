import type { REFUND_EFFECTS } from "@keywright/contract/management-api/providers";

/** A thing that is sold. */
export interface Product {
  readonly id: string;
  readonly identifier: string;
  readonly name: string;
  readonly description: string;
  readonly keyPrefix: string;
  readonly taxCode: string;
  /** What a whole refund or a lost dispute does to a license. */
  readonly onRefund: (typeof REFUND_EFFECTS)[number];
  /** Counts the edits, from 1. */
  readonly revision: number;
  readonly createdAt: Temporal.Instant;
  readonly modifiedAt: Temporal.Instant;
}
