import { type Selectable, sql } from "kysely";
import type { CalendarDuration } from "#domain/licenses/license.ts";
import type { ChainHead } from "#domain/record/chain.ts";
import { lookUp } from "#store/at-once.ts";
import {
  expiryOf,
  type LicenseForUse,
  OF_CUSTOMER,
  OF_LICENSE,
  OF_PLAN,
  type RowForUse,
  type Sold,
  type SoldColumns,
  toLicenseForUse,
  toLicenseOfCustomer,
  toSold,
  withOwners,
} from "#store/license-rows.ts";
import { fromMomentOrNull } from "#store/moments.ts";
import { once } from "#store/once.ts";
import type { LicenseTable } from "#store/schema/licensing.ts";
import type { Reader, Tx } from "#store/store.ts";

/* Licenses as applications ask for them, by their keys: the reads that every start of every application waits for. */

/** A license with all that an application is told and the record of events names. */
export interface LockedLicense extends LicenseForUse {
  readonly order: { readonly id: string };
}

/** A locked license, with where its chain of events stands. */
export interface LicenseInHand extends LockedLicense {
  readonly head: ChainHead;
  /** Whether whoever bought it was erased, perhaps while the lock was waited for: `customer` may still be as before. */
  readonly isNameless: boolean;
}

/** The license with this key, which nobody else changes until the transaction ends; null, and nothing locked, if there is none. */
export async function lockLicenseByKey(tx: Tx, keyDigest: Uint8Array): Promise<LicenseInHand | null> {
  const [row] = await lockByKey(tx, { keyDigest });
  if (row === undefined) return null;
  const head = { length: row.chain_length, hash: row.chain_hash ?? "" };
  return {
    ...toLicenseOfCustomer(row, row.product_identifier),
    ...sameSold(row),
    order: { id: row.order_id },
    head,
    isNameless: row.nameless === 1,
  };
}

type RowInHand = RowForUse &
  SoldColumns & { order_id: string } & Pick<Selectable<LicenseTable>, "chain_length" | "chain_hash" | "nameless">;

const lockByKey = once<{ keyDigest: Uint8Array }, RowInHand>((db, value) =>
  withOwners(db)
    .select(OF_LICENSE)
    .select(OF_CUSTOMER)
    .select(OF_PLAN)
    .select(["licenses.order_id", "licenses.chain_length", "licenses.chain_hash", "licenses.nameless"])
    .where("licenses.key_digest", "=", value("keyDigest"))
    .forUpdate("licenses"),
);

/** What was sold last by each version of a plan, and what it was made of. There are as many as vendors make. */
const lastSold = new Map<string, { row: SoldColumns; sold: Sold }>();

/** The same objects as the last time, as long as nothing of them has changed: they need not be made, and spelled, anew. */
function sameSold(row: RowForUse & SoldColumns): Sold {
  const name = `${row.plan_id} ${row.plan_version}`;
  const last = lastSold.get(name);
  if (last !== undefined && SOLD_COLUMNS.every((column) => last.row[column] === row[column])) return last.sold;
  const sold = toSold(row);
  lastSold.set(name, { row, sold });
  return sold;
}

/**
 * What of a license an application is told and nothing else, as it is kept in memory: in few pieces, since there are many.
 * Moments are milliseconds since 1970.
 */
export interface KeptLicense extends Sold {
  readonly id: string;
  readonly customerId: string;
  /** The vendor's id of the customer. */
  readonly vendorCustomerId: string;
  readonly email: string;
  readonly name: string | null;
  readonly activationLimit: number | null;
  readonly activationUsage: number;
  readonly expiresAt: number | null;
  readonly pendingExpiry: CalendarDuration | null;
  readonly graceDays: number;
  readonly releaseAfterDays: number | null;
  readonly activatedAt: number | null;
  readonly suspendedAt: number | null;
  readonly deactivatedAt: number | null;
}

/** How a key that was found was issued: what it begins with, where what was asked for tells the rest, or else the key, sealed. */
export type FoundKey = string | Uint8Array;

/**
 * The license with this key: the read that every start of every application waits for, at once.
 * @param known what was sold before, by plan and version; what is read of it is added
 */
export function findKeptLicense(
  db: Reader,
  keyDigest: Uint8Array,
  known: Map<string, Sold>,
): { readonly kept: KeptLicense; readonly key: FoundKey } | null {
  const row = lookUpKept(db, keyDigest);
  if (row === undefined) return null;
  const [id, customerId, planId, planVersion, key, activationLimit, activationUsage, expiresAt, value, unit] = row;
  const [, , , , , , , , , , graceDays, releaseAfterDays, activatedAt, suspendedAt, deactivatedAt] = row;
  const [, , , , , , , , , , , , , , , vendorCustomerId, email, name] = row;
  const { plan, product } = soldAs(db, planId, planVersion, known);
  const kept: KeptLicense = {
    id,
    customerId,
    vendorCustomerId: vendorCustomerId ?? customerId,
    email,
    name,
    activationLimit,
    activationUsage,
    expiresAt,
    pendingExpiry: value === null || unit === null ? null : { value, unit },
    graceDays,
    releaseAfterDays,
    activatedAt,
    suspendedAt,
    deactivatedAt,
    plan,
    product,
  };
  return { kept, key };
}

function soldAs(db: Reader, planId: string, planVersion: number, known: Map<string, Sold>): Sold {
  const name = `${planId} ${planVersion}`;
  let sold = known.get(name);
  if (sold === undefined) {
    const row = lookUpSold(db, planId);
    if (row === undefined) throw new Error(`there is no plan ${planId}`);
    const columns = Object.fromEntries(SOLD.map((column, place) => [column.split(" as ")[1], row[place]]));
    sold = toSold({ ...(columns as unknown as SoldColumns), plan_id: planId, plan_version: planVersion });
    known.set(name, sold);
  }
  return sold;
}

/** What was kept of a license, as the rules and the answers know it. */
export function fromKept(kept: KeptLicense): Omit<LicenseForUse, "keySealed" | "keyPrefix"> {
  const { expiresAt, pendingExpiry, plan, product } = kept;
  return {
    license: {
      id: kept.id,
      productIdentifier: product.identifier,
      customerId: kept.vendorCustomerId,
      activationLimit: kept.activationLimit,
      activationUsage: kept.activationUsage,
      expiry: expiryOf(expiresAt, pendingExpiry),
      graceDays: kept.graceDays,
      releaseAfterDays: kept.releaseAfterDays,
      activatedAt: fromMomentOrNull(kept.activatedAt),
      suspendedAt: fromMomentOrNull(kept.suspendedAt),
      deactivatedAt: fromMomentOrNull(kept.deactivatedAt),
    },
    customer: { id: kept.customerId, customerId: kept.vendorCustomerId, email: kept.email, name: kept.name },
    plan,
    product,
  };
}

const lookUpKept = lookUp<KeptRow>((db, keyDigest) =>
  db
    .selectFrom("licenses")
    .innerJoin("customers", "customers.id", "licenses.customer_id")
    .select(["licenses.id", "licenses.customer_id", "licenses.plan_id", "licenses.plan_version"])
    // The columns are a third of what it costs: none that is not needed.
    .select(sql<FoundKey>`coalesce(licenses.key_prefix, licenses.key_sealed)`.as("key"))
    .select(["licenses.activation_limit", "licenses.activation_usage"])
    .select(["licenses.expires_at", "licenses.pending_expiry_value", "licenses.pending_expiry_unit"])
    .select(["licenses.grace_days", "licenses.release_after_days"])
    .select(["licenses.activated_at", "licenses.suspended_at", "licenses.deactivated_at"])
    // Most customers have the one that we gave them.
    .select(sql<string | null>`nullif(customers.customer_id, customers.id)`.as("vendor_customer_id"))
    .select(["customers.email", "customers.name"])
    .where("licenses.key_digest", "=", keyDigest),
);
/** The columns of the look-up, in its order. */
type KeptRow = readonly [
  ...[id: string, customerId: string, planId: string, planVersion: number],
  ...[key: FoundKey, activationLimit: number | null, activationUsage: number],
  ...[expiresAt: number | null, pendingValue: number | null, pendingUnit: CalendarDuration["unit"] | null],
  ...[graceDays: number, releaseAfterDays: number | null],
  ...[activatedAt: number | null, suspendedAt: number | null, deactivatedAt: number | null],
  ...[vendorCustomerId: string | null, email: string, name: string | null],
];

const lookUpSold = lookUp<readonly unknown[]>((db, planId) =>
  db
    .selectFrom("plans")
    .innerJoin("products", "products.id", "plans.product_id")
    .select(SOLD)
    .where("plans.id", "=", planId),
);

/** The licenses with these keys, each by any of its digests, read together, in the order of the keys. */
export async function findLicensesForUse(
  db: Reader,
  keys: readonly (readonly Uint8Array[])[],
): Promise<(LicenseForUse | null)[]> {
  const rows = await selectManyForUse(db, { keyDigests: keys.flat() });
  const found = new Map(rows.map((row) => [hex(row.key_digest), toLicenseForUse(row)]));
  return keys.map((digests) => {
    for (const digest of digests) {
      const license = found.get(hex(digest));
      if (license !== undefined) return license;
    }
    return null;
  });
}

/** PostgreSQL alone has lists of any length in one value, so that the query stays the same. */
const selectManyForUse = once<
  { keyDigests: readonly Uint8Array[] },
  RowForUse & SoldColumns & { key_digest: Uint8Array }
>((db, value) =>
  withOwners(db)
    .select(OF_LICENSE)
    .select(OF_CUSTOMER)
    .select(OF_PLAN)
    .select("licenses.key_digest")
    .where(sql<boolean>`licenses.key_digest = any(${value("keyDigests")}::bytea[])`),
);

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1");
}

const SOLD = [...OF_PLAN, "products.id as product_id"] as const;
const SOLD_COLUMNS = [
  ...(["plan_identifier", "plan_name", "plan_description", "plan_latest_version"] as const),
  ...(["product_id", "product_identifier", "product_name", "product_tax_code"] as const),
  ...(["product_created_at", "product_modified_at"] as const),
] satisfies (keyof SoldColumns)[];
