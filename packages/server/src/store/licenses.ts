import { type Insertable, type Selectable, sql, type Updateable } from "kysely";
import type { Customer } from "#domain/customers/customer.ts";
import type { CalendarDuration, Expiry, License, Suspender } from "#domain/licenses/license.ts";
import { expiresAt, graceEndsAt } from "#domain/licenses/terms.ts";
import { lookUp } from "#store/at-once.ts";
import { fromMoment, fromMomentOrNull, toMoment, toMomentOrNull } from "#store/moments.ts";
import { once } from "#store/once.ts";
import type { LicenseTable } from "#store/schema.ts";
import type { Reader, Tx } from "#store/store.ts";

/** A license with all that a vendor is told about it. */
export interface LicenseRecord extends LockedLicense {
  /** The last five characters of the key. */
  readonly keyEnding: string;
  /** Counts the vendor's edits, from 1. */
  readonly revision: number;
  readonly createdAt: Temporal.Instant;
  readonly order: { readonly id: string; readonly number: number };
  /** Who suspended it; null while it is not suspended. */
  readonly suspendedBy: Suspender | null;
}

/** A license with all that an application is told and the record of events names. */
export interface LockedLicense extends LicenseForUse {
  readonly order: { readonly id: string };
}

/** A license with all that an application that uses it is told. */
export interface LicenseForUse {
  readonly license: License;
  readonly keySealed: Uint8Array;
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

/** A license key as the store keeps it: to look up, to show, and to search by its end. */
export interface StoredKey {
  readonly digest: Uint8Array;
  readonly sealed: Uint8Array;
  readonly ending: string;
}

/** What of a license can change. Only what is given is changed. */
export interface LicenseChange {
  readonly key?: StoredKey;
  readonly activationLimit?: number | null;
  readonly activationUsage?: number;
  /** With the grace that it is counted with. */
  readonly lifetime?: Pick<License, "expiry" | "graceDays">;
  readonly activatedAt?: Temporal.Instant;
  /** Null = restored. */
  readonly suspension?: { readonly at: Temporal.Instant; readonly by: Suspender } | null;
  readonly deactivatedAt?: Temporal.Instant;
}

export interface NewLicense {
  readonly id: string;
  readonly orderId: string;
  readonly customerId: string;
  readonly plan: { readonly id: string; readonly version: number; readonly productId: string };
  readonly key: StoredKey;
  readonly terms: Pick<License, "activationLimit" | "expiry" | "graceDays" | "releaseAfterDays">;
  readonly createdAt: Temporal.Instant;
}

export async function insertLicense(tx: Tx, license: NewLicense): Promise<void> {
  const row: Insertable<LicenseTable> = {
    id: license.id,
    order_id: license.orderId,
    customer_id: license.customerId,
    plan_id: license.plan.id,
    product_id: license.plan.productId,
    plan_version: license.plan.version,
    ...keyColumns(license.key),
    activation_limit: license.terms.activationLimit,
    ...lifetimeColumns(license.terms),
    grace_days: license.terms.graceDays,
    release_after_days: license.terms.releaseAfterDays,
    activated_at: null,
    suspended_at: null,
    suspended_by: null,
    deactivated_at: null,
    created_at: toMoment(license.createdAt),
  };
  await tx.insertInto("licenses").values(row).execute();
}

/** Applies a change that no editor needs to know of, such as a device that begins or ends. */
export async function updateLicense(tx: Tx, id: string, change: LicenseChange): Promise<void> {
  await tx.updateTable("licenses").set(changedColumns(change)).where("id", "=", id).execute();
}

/** Sets how many of the license's activations are in use when one has begun, and since when it is activated at all. */
export async function countActivation(tx: Tx, id: string, usage: number, at: Temporal.Instant): Promise<void> {
  await updateWhenActivated(tx, { id, usage, at: toMoment(at) });
}

const updateWhenActivated = once<{ id: string; usage: number; at: number }, never>((db, value) =>
  db
    .updateTable("licenses")
    .set((eb) => ({
      activation_usage: value("usage"),
      activated_at: eb.fn.coalesce("activated_at", sql<number>`${value("at")}`),
    }))
    .where("id", "=", value("id")),
);

/** Sets how many of the license's activations are in use when one has ended. */
export async function setActivationUsage(tx: Tx, id: string, usage: number): Promise<void> {
  await updateUsage(tx, { id, usage });
}

const updateUsage = once<{ id: string; usage: number }, never>((db, value) =>
  db.updateTable("licenses").set("activation_usage", value("usage")).where("id", "=", value("id")),
);

/** Applies a vendor's edit, and counts it: whoever edits from the state before is told so. */
export async function editLicense(tx: Tx, id: string, change: LicenseChange): Promise<void> {
  await tx
    .updateTable("licenses")
    .set(changedColumns(change))
    .set((eb) => ({ revision: eb("revision", "+", 1) }))
    .where("id", "=", id)
    .execute();
}

export async function findLicense(db: Reader, id: string): Promise<LicenseRecord | null> {
  const row = await selectLicense(db).where("licenses.id", "=", id).executeTakeFirst();
  return row === undefined ? null : toLicenseRecord(row);
}

export async function findLicenseByKey(db: Reader, keyDigest: Uint8Array): Promise<LicenseRecord | null> {
  const [row] = await selectByKey(db, { keyDigest });
  return row === undefined ? null : toLicenseRecord(row);
}

const selectByKey = once<{ keyDigest: Uint8Array }, LicenseRow>((db, value) =>
  selectLicense(db).where("licenses.key_digest", "=", value("keyDigest")),
);

/** The license with this key, which nobody else changes until the transaction ends; null, and nothing locked, if there is none. */
export async function lockLicenseByKey(tx: Tx, keyDigest: Uint8Array): Promise<LockedLicense | null> {
  const [row] = await lockByKey(tx, { keyDigest });
  if (row === undefined) return null;
  const { license, keySealed, customer } = toLicenseOfCustomer(row, row.product_identifier);
  return { license, keySealed, customer, ...sameSold(row), order: { id: row.order_id } };
}

const lockByKey = once<{ keyDigest: Uint8Array }, RowForUse & SoldColumns & { order_id: string }>((db, value) =>
  withOwners(db)
    .select(OF_LICENSE)
    .select(OF_CUSTOMER)
    .select(OF_PLAN)
    .select("licenses.order_id")
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

/** What many licenses have in common: the plan in the version that they were issued by, and its product. */
export type Sold = Pick<LicenseRecord, "plan" | "product">;

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

/**
 * The license with this key: the read that every start of every application waits for, at once.
 * @param known what was sold before, by plan and version; what is read of it is added
 */
export function findKeptLicense(
  db: Reader,
  keyDigest: Uint8Array,
  known: Map<string, Sold>,
): { readonly kept: KeptLicense; readonly keySealed: Uint8Array } | null {
  const row = lookUpKept(db, keyDigest);
  if (row === undefined) return null;
  const [id, customerId, planId, planVersion, keySealed, activationLimit, activationUsage, expiresAt, value, unit] =
    row;
  const [, , , , , , , , , , graceDays, releaseAfterDays, activatedAt, suspendedAt, deactivatedAt, ...customer] = row;
  const [vendorCustomerId, email, name] = customer;
  const { plan, product } = soldAs(db, planId, planVersion, known);
  const kept: KeptLicense = {
    id,
    customerId,
    // Most customers have the one that we gave them: two texts in one piece of memory.
    vendorCustomerId: vendorCustomerId === customerId ? customerId : vendorCustomerId,
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
  return { kept, keySealed };
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
export function fromKept(kept: KeptLicense): Omit<LicenseForUse, "keySealed"> {
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
    .select(["licenses.key_sealed", "licenses.activation_limit", "licenses.activation_usage"])
    .select(["licenses.expires_at", "licenses.pending_expiry_value", "licenses.pending_expiry_unit"])
    .select(["licenses.grace_days", "licenses.release_after_days"])
    .select(["licenses.activated_at", "licenses.suspended_at", "licenses.deactivated_at"])
    .select(OF_CUSTOMER)
    .where("licenses.key_digest", "=", keyDigest),
);
/** The columns of the look-up, in its order. */
type KeptRow = readonly [
  ...[id: string, customerId: string, planId: string, planVersion: number],
  ...[keySealed: Uint8Array, activationLimit: number | null, activationUsage: number],
  ...[expiresAt: number | null, pendingValue: number | null, pendingUnit: CalendarDuration["unit"] | null],
  ...[graceDays: number, releaseAfterDays: number | null],
  ...[activatedAt: number | null, suspendedAt: number | null, deactivatedAt: number | null],
  ...[vendorCustomerId: string, email: string, name: string | null],
];

const lookUpSold = lookUp<readonly unknown[]>((db, planId) =>
  db
    .selectFrom("plans")
    .innerJoin("products", "products.id", "plans.product_id")
    .select(SOLD)
    .where("plans.id", "=", planId),
);

/** The licenses with these keys, read together, in the order of the digests. */
export async function findLicensesForUse(
  db: Reader,
  keyDigests: readonly Uint8Array[],
): Promise<(LicenseForUse | null)[]> {
  const rows = await selectManyForUse(db, { keyDigests });
  const found = new Map(rows.map((row) => [hex(row.key_digest), toLicenseForUse(row)]));
  return keyDigests.map((digest) => found.get(hex(digest)) ?? null);
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

/** These licenses, by id. */
export async function findLicenses(db: Reader, ids: readonly string[]): Promise<Map<string, LicenseRecord>> {
  if (ids.length === 0) return new Map();
  const rows = await selectLicense(db).where("licenses.id", "in", ids).execute();
  return new Map(rows.map((row) => [row.id, toLicenseRecord(row)]));
}

/** The licenses of these orders, by order id. */
export async function findLicensesOfOrders(
  db: Reader,
  orderIds: readonly string[],
): Promise<Map<string, LicenseRecord>> {
  if (orderIds.length === 0) return new Map();
  const rows = await selectLicense(db).where("licenses.order_id", "in", orderIds).execute();
  return new Map(rows.map((row) => [row.order_id, toLicenseRecord(row)]));
}

/** The query that every look-up of licenses builds on; its rows become records with `toLicenseRecord`. */
export function selectLicense(db: Reader) {
  return withOwners(db)
    .innerJoin("orders", "orders.id", "licenses.order_id")
    .selectAll("licenses")
    .select("orders.number as order_number")
    .select(OF_CUSTOMER)
    .select(OF_PLAN);
}

function withOwners(db: Reader) {
  return db
    .selectFrom("licenses")
    .innerJoin("customers", "customers.id", "licenses.customer_id")
    .innerJoin("plans", "plans.id", "licenses.plan_id")
    .innerJoin("products", "products.id", "licenses.product_id");
}

const OF_LICENSE = [
  "licenses.id",
  "licenses.customer_id",
  "licenses.plan_id",
  "licenses.product_id",
  "licenses.plan_version",
  "licenses.key_sealed",
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
const OF_CUSTOMER = [
  "customers.customer_id as vendor_customer_id",
  "customers.email as customer_email",
  "customers.name as customer_name",
] as const;
const OF_PLAN = [
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

const SOLD = [...OF_PLAN, "products.id as product_id"] as const;
const SOLD_COLUMNS = [
  ...(["plan_identifier", "plan_name", "plan_description", "plan_latest_version"] as const),
  ...(["product_id", "product_identifier", "product_name", "product_tax_code"] as const),
  ...(["product_created_at", "product_modified_at"] as const),
] satisfies (keyof SoldColumns)[];

type RowForUse = Omit<Selectable<LicenseTable>, NotForUse> & {
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
  | "created_at";
interface SoldColumns {
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
type LicenseRow = Selectable<LicenseTable> & RowForUse & SoldColumns & { order_number: number };

export function toLicenseRecord(row: LicenseRow): LicenseRecord {
  return {
    ...toLicenseForUse(row),
    keyEnding: reverse(row.key_ending_reversed),
    revision: row.revision,
    createdAt: fromMoment(row.created_at),
    order: { id: row.order_id, number: row.order_number },
    suspendedBy: row.suspended_by,
  };
}

function toLicenseForUse(row: RowForUse & SoldColumns): LicenseForUse {
  return { ...toLicenseOfCustomer(row, row.product_identifier), ...toSold(row) };
}

function toLicenseOfCustomer(row: RowForUse, productIdentifier: string): Omit<LicenseForUse, keyof Sold> {
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
    customer: {
      id: row.customer_id,
      customerId: row.vendor_customer_id,
      email: row.customer_email,
      name: row.customer_name,
    },
  };
}

function toSold(row: SoldColumns & Pick<RowForUse, "plan_id" | "plan_version">): Sold {
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

function expiryOf(expiresAt: number | null, pending: CalendarDuration | null): Expiry {
  if (expiresAt !== null) return { kind: "at", at: fromMoment(expiresAt) };
  return pending === null ? { kind: "never" } : { kind: "after_first_activation", duration: pending };
}

function changedColumns(change: LicenseChange): Updateable<LicenseTable> {
  return {
    ...(change.key && keyColumns(change.key)),
    ...(change.activationLimit !== undefined && { activation_limit: change.activationLimit }),
    ...(change.activationUsage !== undefined && { activation_usage: change.activationUsage }),
    ...(change.lifetime && lifetimeColumns(change.lifetime)),
    ...(change.activatedAt && { activated_at: toMoment(change.activatedAt) }),
    ...(change.suspension !== undefined && {
      suspended_at: toMomentOrNull(change.suspension?.at ?? null),
      suspended_by: change.suspension?.by ?? null,
    }),
    ...(change.deactivatedAt && { deactivated_at: toMoment(change.deactivatedAt) }),
  };
}

function keyColumns({ digest, sealed, ending }: StoredKey) {
  return { key_digest: digest, key_sealed: sealed, key_ending_reversed: reverse(ending) };
}

function lifetimeColumns(lifetime: Pick<License, "expiry" | "graceDays">) {
  const pending = lifetime.expiry.kind === "after_first_activation" ? lifetime.expiry.duration : null;
  return {
    expires_at: toMomentOrNull(expiresAt(lifetime.expiry)),
    grace_ends_at: toMomentOrNull(graceEndsAt(lifetime)),
    pending_expiry_value: pending?.value ?? null,
    pending_expiry_unit: pending?.unit ?? null,
  };
}

/** How a key's ending stands in its column, so that a search by ending is a search by beginning. */
export function reverse(text: string): string {
  return [...text].reverse().join("");
}
