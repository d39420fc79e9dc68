import type { Selectable } from "kysely";
import type { Customer } from "#domain/customers/customer.ts";
import type { CalendarDuration, Expiry, License } from "#domain/licenses/license.ts";
import { fromMoment, fromMomentOrNull } from "#store/moments.ts";
import type { LicenseTable } from "#store/schema/licensing.ts";
import type { Reader } from "#store/store.ts";

/* What a license is read with, whoever reads it: the customer whose it is, the plan and the product. */

/** A license with all that an application that uses it is told. */
export interface LicenseForUse {
  readonly license: License;
  readonly keySealed: Uint8Array;
  /** See `issuedPrefix`. */
  readonly keyPrefix: string | null;
  readonly customer: Customer;
  readonly plan: {
    readonly id: string;
    readonly identifier: string;
    readonly name: string;
    readonly description: string;
    /** The version that the license was issued by. */
    readonly version: number;
    readonly isLatest: boolean;
  };
  readonly product: {
    readonly id: string;
    readonly identifier: string;
    readonly name: string;
    readonly taxCode: string;
    readonly createdAt: Temporal.Instant;
    readonly modifiedAt: Temporal.Instant;
  };
}

/** What many licenses have in common: the plan in the version that they were issued by, and its product. */
export type Sold = Pick<LicenseForUse, "plan" | "product">;

/** Licenses with all that their rows are read with. */
export function withOwners(db: Reader) {
  return db
    .selectFrom("licenses")
    .innerJoin("customers", "customers.id", "licenses.customer_id")
    .innerJoin("plans", "plans.id", "licenses.plan_id")
    .innerJoin("products", "products.id", "licenses.product_id");
}

/** The columns of the license itself. */
export const OF_LICENSE = [
  "licenses.id",
  "licenses.customer_id",
  "licenses.plan_id",
  "licenses.product_id",
  "licenses.plan_version",
  "licenses.key_sealed",
  "licenses.key_prefix",
  "licenses.activation_limit",
  "licenses.activation_usage",
  "licenses.expires_at",
  "licenses.pending_expiry_value",
  "licenses.pending_expiry_unit",
  "licenses.grace_days",
  "licenses.release_after_days",
  "licenses.activated_at",
  "licenses.suspended_at",
  "licenses.deactivated_at",
] as const;
/** The columns of whoever bought it. */
export const OF_CUSTOMER = [
  "customers.customer_id as vendor_customer_id",
  "customers.email as customer_email",
  "customers.name as customer_name",
] as const;
/** The columns of what was sold. */
export const OF_PLAN = [
  "plans.identifier as plan_identifier",
  "plans.name as plan_name",
  "plans.description as plan_description",
  "plans.version as plan_latest_version",
  "products.identifier as product_identifier",
  "products.name as product_name",
  "products.tax_code as product_tax_code",
  "products.created_at as product_created_at",
  "products.modified_at as product_modified_at",
] as const;

/** A row of a license and its customer. */
export type RowForUse = Omit<Selectable<LicenseTable>, NotForUse> & {
  vendor_customer_id: string;
  customer_email: string;
  customer_name: string | null;
};
type NotForUse =
  | "order_id"
  | "key_digest"
  | "key_ending_reversed"
  | "grace_ends_at"
  | "suspended_by"
  | "revision"
  | "chain_length"
  | "chain_hash"
  | "nameless"
  | "created_at";
/** What a row adds of plan and product. */
export interface SoldColumns {
  plan_identifier: string;
  plan_name: string;
  plan_description: string;
  plan_latest_version: number;
  product_id: string;
  product_identifier: string;
  product_name: string;
  product_tax_code: string;
  product_created_at: number;
  product_modified_at: number;
}

/** A whole row as the rules know it. */
export function toLicenseForUse(row: RowForUse & SoldColumns): LicenseForUse {
  return { ...toLicenseOfCustomer(row, row.product_identifier), ...toSold(row) };
}

/** The same without what was sold, which may be known already. */
export function toLicenseOfCustomer(row: RowForUse, productIdentifier: string): Omit<LicenseForUse, keyof Sold> {
  return {
    license: {
      id: row.id,
      productIdentifier,
      customerId: row.vendor_customer_id,
      activationLimit: row.activation_limit,
      activationUsage: row.activation_usage,
      expiry: toExpiry(row),
      graceDays: row.grace_days,
      releaseAfterDays: row.release_after_days,
      activatedAt: fromMomentOrNull(row.activated_at),
      suspendedAt: fromMomentOrNull(row.suspended_at),
      deactivatedAt: fromMomentOrNull(row.deactivated_at),
    },
    keySealed: row.key_sealed,
    keyPrefix: row.key_prefix,
    customer: {
      id: row.customer_id,
      customerId: row.vendor_customer_id,
      email: row.customer_email,
      name: row.customer_name,
    },
  };
}

/** What was sold, as the license remembers it. */
export function toSold(row: SoldColumns & Pick<RowForUse, "plan_id" | "plan_version">): Sold {
  return {
    plan: {
      id: row.plan_id,
      identifier: row.plan_identifier,
      name: row.plan_name,
      description: row.plan_description,
      version: row.plan_version,
      isLatest: row.plan_version === row.plan_latest_version,
    },
    product: {
      id: row.product_id,
      identifier: row.product_identifier,
      name: row.product_name,
      taxCode: row.product_tax_code,
      createdAt: fromMoment(row.product_created_at),
      modifiedAt: fromMoment(row.product_modified_at),
    },
  };
}

function toExpiry(row: RowForUse): Expiry {
  const { pending_expiry_value: value, pending_expiry_unit: unit } = row;
  return expiryOf(row.expires_at, value === null || unit === null ? null : { value, unit });
}

/** @param expiresAt in milliseconds since 1970; null = never, or not before the first activation */
export function expiryOf(expiresAt: number | null, pending: CalendarDuration | null): Expiry {
  if (expiresAt !== null) return { kind: "at", at: fromMoment(expiresAt) };
  return pending === null ? { kind: "never" } : { kind: "after_first_activation", duration: pending };
}
