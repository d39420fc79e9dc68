import { type Insertable, type Selectable, sql, type Updateable } from "kysely";
import type { License, Suspender } from "#domain/licenses/license.ts";
import { expiresAt, graceEndsAt } from "#domain/licenses/terms.ts";
import type { ChainHead } from "#domain/record/chain.ts";
import {
  type LicenseForUse,
  OF_CUSTOMER,
  OF_PLAN,
  type RowForUse,
  type SoldColumns,
  toLicenseForUse,
  withOwners,
} from "#store/license-rows.ts";
import { fromMoment, toMoment, toMomentOrNull } from "#store/moments.ts";
import { once } from "#store/once.ts";
import type { LicenseTable } from "#store/schema/licensing.ts";
import type { Reader, Tx } from "#store/store.ts";

/** A license with all that a vendor is told about it. */
export interface LicenseRecord extends LicenseForUse {
  /** The last five characters of the key. */
  readonly keyEnding: string;
  /** Counts the vendor's edits, from 1. */
  readonly revision: number;
  readonly createdAt: Temporal.Instant;
  readonly order: { readonly id: string; readonly number: number };
  /** Who suspended it; null while it is not suspended. */
  readonly suspendedBy: Suspender | null;
}

/** A license key as the store keeps it: to look up, to show, and to search by its end. */
export interface StoredKey {
  readonly digest: Uint8Array;
  readonly sealed: Uint8Array;
  /** See `issuedPrefix`. */
  readonly prefix: string | null;
  readonly ending: string;
}

/** What of a license can change. Only what is given is changed. */
export interface LicenseChange {
  /** Whose it is from now on. */
  readonly customerId?: string;
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

/**
 * Sets how many of the license's activations are in use when one has begun, and since when it is activated at all; and
 * where its chain of events stands then, all in one statement.
 */
export async function countActivation(
  tx: Tx,
  id: string,
  usage: number,
  at: Temporal.Instant,
  { length, hash }: ChainHead,
): Promise<void> {
  await updateWhenActivated(tx, { id, usage, at: toMoment(at), length, hash });
}

const updateWhenActivated = once<{ id: string; usage: number; at: number; length: number; hash: string }, never>(
  (db, value) =>
    db
      .updateTable("licenses")
      .set((eb) => ({
        activation_usage: value("usage"),
        chain_length: value("length"),
        chain_hash: value("hash"),
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

/** These licenses, by id. */
export async function findLicenses(db: Reader, ids: readonly string[]): Promise<Map<string, LicenseRecord>> {
  if (ids.length === 0) return new Map();
  const rows = await selectLicense(db).where("licenses.id", "in", ids).execute();
  return new Map(rows.map((row) => [row.id, toLicenseRecord(row)]));
}

/** All licenses of a customer, in the order of their ids. */
export async function listLicensesOfCustomer(db: Reader, customerId: string): Promise<LicenseRecord[]> {
  const rows = await selectLicense(db).where("licenses.customer_id", "=", customerId).orderBy("licenses.id").execute();
  return rows.map(toLicenseRecord);
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

function changedColumns(change: LicenseChange): Updateable<LicenseTable> {
  return {
    ...(change.customerId !== undefined && { customer_id: change.customerId }),
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

function keyColumns({ digest, sealed, prefix, ending }: StoredKey) {
  return { key_digest: digest, key_sealed: sealed, key_prefix: prefix, key_ending_reversed: reverse(ending) };
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

/** A license's key as it lies sealed. */
export interface SealedKey {
  readonly id: string;
  readonly sealed: Uint8Array;
}

/** The sealed keys of the next licenses by id, which nobody else changes until the transaction ends. */
export async function lockSealedKeys(tx: Tx, after: string, most: number): Promise<SealedKey[]> {
  return tx
    .selectFrom("licenses")
    .select(["id", "key_sealed as sealed"])
    .where("id", ">", after)
    .orderBy("id")
    .limit(most)
    .forUpdate()
    .execute();
}

export async function countSealedKeys(db: Reader): Promise<number> {
  const { keys } = await db
    .selectFrom("licenses")
    .select((eb) => eb.fn.countAll<number>().as("keys"))
    .executeTakeFirstOrThrow();
  return keys;
}

/** Puts the same key in the place of what is stored of it. */
export async function replaceSealedKey(tx: Tx, id: string, key: StoredKey): Promise<void> {
  await tx.updateTable("licenses").set(keyColumns(key)).where("id", "=", id).execute();
}
