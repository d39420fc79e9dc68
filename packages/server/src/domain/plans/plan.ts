import type { PlanPrice } from "@keywright/contract/management-api/providers";
import type { LicenseTerms } from "#domain/licenses/terms.ts";

/** A way to buy a product. */
export interface Plan {
  readonly id: string;
  readonly product: { readonly id: string; readonly identifier: string; readonly name: string };
  readonly identifier: string;
  readonly name: string;
  readonly description: string;
  /** Counts the edits, from 1. */
  readonly version: number;
  readonly terms: LicenseTerms;
  /** What payment providers call what it is sold as. */
  readonly prices: readonly PlanPrice[];
  readonly createdAt: Temporal.Instant;
  readonly modifiedAt: Temporal.Instant;
}
