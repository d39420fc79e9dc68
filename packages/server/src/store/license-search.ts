import type { LICENSE_STATUSES } from "@keywright/contract/management-api/licenses";
import type { SearchText } from "#domain/search-text.ts";
import { type Page, type PageRequest, toPage } from "#kit/paging.ts";
import { customerBegins } from "#store/customer-search.ts";
import { customerWithEmail } from "#store/customers.ts";
import { type LicenseRecord, reverse, selectLicense, toLicenseRecord } from "#store/licenses.ts";
import { toMoment } from "#store/moments.ts";
import { ordersNamed } from "#store/orders.ts";
import { plansNamed } from "#store/plans.ts";
import { productsNamed } from "#store/products.ts";
import type { Reader } from "#store/store.ts";
import { firstIdNotBefore, firstIdSince } from "#store/time-range.ts";
import { unindexed } from "#store/unindexed.ts";

export type LicenseStatus = (typeof LICENSE_STATUSES)[number];

/** By what licenses are searched. What is left out does not narrow the search. */
export interface LicenseSearch {
  readonly typed?: SearchText;
  /** The customer's whole e-mail. */
  readonly email?: string;
  /** An order's id or number. */
  readonly order?: string;
  /** A product's id or identifier. */
  readonly product?: string;
  /** A plan's id or identifier. */
  readonly plan?: string;
  /** The customer's id, as we gave it. */
  readonly customer?: string;
  readonly status?: LicenseStatus;
  readonly expiresAfter?: Temporal.Instant;
  readonly expiresBefore?: Temporal.Instant;
  /** The last characters of the key, folded as a key is read. */
  readonly keyEnding?: string;
  readonly issuedFrom?: Temporal.Instant;
  readonly issuedBefore?: Temporal.Instant;
}

export async function listLicenses(
  db: Reader,
  search: LicenseSearch,
  now: Temporal.Instant,
  page: PageRequest,
): Promise<Page<LicenseRecord>> {
  // The ids first: indexes hold all that the filters look at, so that a walk over many others reads none of their rows.
  let ids = (await matchingLicenses(db, search, now))
    .select("licenses.id")
    .orderBy("licenses.id", "desc")
    .limit(page.limit + 1);
  if (page.before !== null) ids = ids.where("licenses.id", "<", page.before);
  const rows = await selectLicense(db).where("licenses.id", "in", ids).orderBy("licenses.id", "desc").execute();
  return toPage(rows, page, toLicenseRecord);
}

/** The licenses that a search finds: a query without its columns, order and end. */
export async function matchingLicenses(db: Reader, search: LicenseSearch, now: Temporal.Instant) {
  const { typed, email, order, product, plan, customer, keyEnding } = search;
  const isNarrow = [typed, email, order, customer, keyEnding].some((filter) => filter !== undefined);
  let query = db.selectFrom("licenses");
  if (typed?.customer !== undefined)
    query = query.where(await customerBegins(db, "licenses.customer_id", typed.customer));
  else if (typed !== undefined) query = query.where("licenses.id", "in", licensesTyped(db, typed));
  if (email !== undefined) query = query.where("licenses.customer_id", "=", customerWithEmail(db, email));
  if (customer !== undefined) query = query.where("licenses.customer_id", "=", customer);
  if (order !== undefined) query = query.where("licenses.order_id", "in", ordersNamed(db, order));
  if (keyEnding !== undefined) query = query.where("licenses.id", "in", licensesEnding(db, keyEnding));
  if (plan !== undefined)
    query = query.where(isNarrow ? unindexed("licenses.plan_id") : "licenses.plan_id", "in", plansNamed(db, plan));
  if (product !== undefined) {
    const column = isNarrow || plan !== undefined ? unindexed("licenses.product_id") : "licenses.product_id";
    query = query.where(column, "in", productsNamed(db, product));
  }
  // Always true, and about a column that the index of all licenses by status lacks: SQLite would walk over that one, since
  // it holds all that the query names, and pass by the index of the few that are deactivated or suspended.
  if (
    (search.status === "deactivated" || search.status === "suspended") &&
    !isNarrow &&
    plan === undefined &&
    product === undefined
  )
    query = query.where(unindexed("licenses.order_id"), ">=", "");
  return inTime(query, search, now);
}

/** What narrows a search by time: how a license stands now, when it expires, when it was issued. */
function inTime(
  query: ReturnType<typeof selectAny>,
  { status, expiresAfter, expiresBefore, issuedFrom, issuedBefore }: LicenseSearch,
  now: Temporal.Instant,
) {
  const moment = toMoment(now);
  if (status === "deactivated") query = query.where("deactivated_at", "is not", null);
  else if (status !== undefined) query = query.where("deactivated_at", "is", null);
  if (status === "suspended") query = query.where("suspended_at", "is not", null);
  else if (status !== undefined && status !== "deactivated") query = query.where("suspended_at", "is", null);
  if (status === "active")
    query = query.where((eb) => eb.or([eb("expires_at", "is", null), eb("expires_at", ">", moment)]));
  if (status === "in_grace") query = query.where("expires_at", "<=", moment).where("grace_ends_at", ">", moment);
  if (status === "expired") query = query.where("grace_ends_at", "<=", moment);
  if (expiresAfter !== undefined) query = query.where("expires_at", ">=", toMoment(expiresAfter));
  if (expiresBefore !== undefined) query = query.where("expires_at", "<", toMoment(expiresBefore));
  if (issuedFrom !== undefined)
    query = query.where("licenses.id", ">=", firstIdSince("licenses", "created_at", issuedFrom));
  if (issuedBefore !== undefined)
    query = query.where("licenses.id", "<", firstIdNotBefore("licenses", "created_at", issuedBefore));
  return query;
}

function selectAny(db: Reader) {
  return db.selectFrom("licenses");
}

/** The ids of the licenses that a typed order number or end of a key names. */
function licensesTyped(db: Reader, { orderNumber, keyEnding }: SearchText) {
  const ofOrder = db
    .selectFrom("licenses as numbered")
    .select("numbered.id")
    .where("numbered.order_id", "in", ordersNamed(db, String(orderNumber ?? "")));
  return keyEnding === undefined ? ofOrder : ofOrder.union(licensesEnding(db, keyEnding));
}

function licensesEnding(db: Reader, keyEnding: string) {
  const reversed = reverse(keyEnding);
  return db
    .selectFrom("licenses as ending")
    .select("ending.id")
    .where("ending.key_ending_reversed", ">=", reversed)
    .where("ending.key_ending_reversed", "<", `${reversed}~`);
}
