import type { ORDER_SOURCES } from "@keywright/contract/management-api/orders";
import type { SearchText } from "#domain/search-text.ts";
import { type Page, type PageRequest, toPage } from "#kit/paging.ts";
import { customerBegins } from "#store/customer-search.ts";
import { customerWithEmail } from "#store/customers.ts";
import { type LicenseStatus, matchingLicenses } from "#store/license-search.ts";
import { type OrderRecord, selectOrder, toOrderRecord } from "#store/orders.ts";
import { plansNamed } from "#store/plans.ts";
import { productsNamed } from "#store/products.ts";
import type { Reader } from "#store/store.ts";
import { firstIdNotBefore, firstIdSince } from "#store/time-range.ts";
import { unindexed } from "#store/unindexed.ts";

/** By what orders are searched. What is left out does not narrow the search. */
export interface OrderSearch {
  readonly typed?: SearchText;
  /** The customer's whole e-mail. */
  readonly email?: string;
  readonly number?: number;
  /** A product's id or identifier. */
  readonly product?: string;
  /** A plan's id or identifier. */
  readonly plan?: string;
  /** The customer's id, as we gave it. */
  readonly customer?: string;
  /** Where the order's license stands; `none` = it has none. */
  readonly status?: LicenseStatus | "none";
  readonly source?: (typeof ORDER_SOURCES)[number];
  readonly from?: Temporal.Instant;
  /** Not included. */
  readonly to?: Temporal.Instant;
}

export async function listOrders(
  db: Reader,
  { status, ...search }: OrderSearch,
  now: Temporal.Instant,
  page: PageRequest,
): Promise<Page<OrderRecord>> {
  const ids =
    status === undefined || status === "none"
      ? await matchingOrders(db, search, status === "none", page)
      : await ordersOfLicenses(db, search, status, now, page);
  const rows = await selectOrder(db).where("orders.id", "in", ids).orderBy("orders.id", "desc").execute();
  return toPage(rows, page, toOrderRecord);
}

async function matchingOrders(db: Reader, search: OrderSearch, withoutLicense: boolean, page: PageRequest) {
  const { typed, email, number, product, plan, customer, source, from, to } = search;
  const isNarrow = withoutLicense || [typed, email, number, customer].some((filter) => filter !== undefined);
  let query = db
    .selectFrom("orders as found")
    .select("found.id")
    .orderBy("found.id", "desc")
    .limit(page.limit + 1);
  if (page.before !== null) query = query.where("found.id", "<", page.before);
  // A literal, since only with it the engine can tell that the index of such orders serves.
  if (withoutLicense) query = query.where((eb) => eb("found.licensed", "=", eb.lit(0)));
  if (typed?.customer !== undefined) query = query.where(await customerBegins(db, "found.customer_id", typed.customer));
  for (const exact of [typed?.orderNumber, number])
    if (exact !== undefined) query = query.where("found.number", "=", exact);
  if (email !== undefined) query = query.where("found.customer_id", "=", customerWithEmail(db, email));
  if (customer !== undefined) query = query.where("found.customer_id", "=", customer);
  if (plan !== undefined)
    query = query.where(isNarrow ? unindexed("found.plan_id") : "found.plan_id", "in", plansNamed(db, plan));
  if (product !== undefined) {
    const column = isNarrow || plan !== undefined ? unindexed("found.product_id") : "found.product_id";
    query = query.where(column, "in", productsNamed(db, product));
  }
  if (source !== undefined) {
    const isBroad = !isNarrow && plan === undefined && product === undefined;
    query = query.where(isBroad ? "found.source" : unindexed("found.source"), "=", source);
  }
  if (from !== undefined) query = query.where("found.id", ">=", firstIdSince("orders", "created_at", from));
  if (to !== undefined) query = query.where("found.id", "<", firstIdNotBefore("orders", "created_at", to));
  return query;
}

/**
 * The orders whose licenses stand so. Licenses know all that an order is searched by, and their indexes their status; each
 * is issued in its order's own transaction, so that both lists have the same order.
 */
async function ordersOfLicenses(
  db: Reader,
  search: OrderSearch,
  status: LicenseStatus,
  now: Temporal.Instant,
  page: PageRequest,
) {
  const { number, source, from, to, ...same } = search;
  const matching = await matchingLicenses(
    db,
    {
      ...same,
      status,
      ...(number !== undefined && { order: String(number) }),
      ...(from && { issuedFrom: from }),
      ...(to && { issuedBefore: to }),
    },
    now,
  );
  let licenses = matching
    .select("licenses.id")
    .orderBy("licenses.id", "desc")
    .limit(page.limit + 1);
  if (page.before !== null) {
    const last = db.selectFrom("licenses as last").select("last.id").where("last.order_id", "=", page.before);
    licenses = licenses.where("licenses.id", "<", last);
  }
  if (source !== undefined) {
    licenses = licenses.where(({ exists, selectFrom }) =>
      exists(
        selectFrom("orders")
          .select("orders.id")
          .whereRef("orders.id", "=", "licenses.order_id")
          .where("orders.source", "=", source),
      ),
    );
  }
  return db.selectFrom("licenses as of").select("of.order_id as id").where("of.id", "in", licenses);
}
