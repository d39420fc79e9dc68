import type { LICENSE_STATUSES } from "@keywright/contract/management-api/licenses";
import { type Page, type PageRequest, toPage } from "#kit/paging.ts";
import { customerWithEmail } from "#store/customers.ts";
import { type LicenseRecord, reverse, selectLicense, toLicenseRecord } from "#store/licenses.ts";
import { toMoment } from "#store/moments.ts";
import { ordersNamed } from "#store/orders.ts";
import { productsNamed } from "#store/products.ts";
import type { Reader } from "#store/store.ts";

/** By what licenses are searched. Null does not narrow the search. */
export interface LicenseSearch {
  readonly email: string | null;
  /** An order's id or number. */
  readonly order: string | null;
  /** A product's id or identifier. */
  readonly product: string | null;
  readonly status: (typeof LICENSE_STATUSES)[number] | null;
  /** The last characters of the key, folded as a key is read. */
  readonly keyEnding: string | null;
}

export async function listLicenses(
  db: Reader,
  search: LicenseSearch,
  now: Temporal.Instant,
  page: PageRequest,
): Promise<Page<LicenseRecord>> {
  let query = selectLicense(db)
    .orderBy("licenses.id", "desc")
    .limit(page.limit + 1);
  if (page.before !== null) query = query.where("licenses.id", "<", page.before);
  const { email, order, product, status, keyEnding } = search;
  if (email !== null) query = query.where("licenses.customer_id", "=", customerWithEmail(db, email));
  if (order !== null) query = query.where("licenses.order_id", "in", ordersNamed(db, order));
  if (product !== null) query = query.where("licenses.product_id", "in", productsNamed(db, product));
  if (keyEnding !== null) {
    const reversed = reverse(keyEnding);
    query = query.where("key_ending_reversed", ">=", reversed).where("key_ending_reversed", "<", `${reversed}~`);
  }
  if (status === "deactivated") query = query.where("deactivated_at", "is not", null);
  else if (status !== null) query = query.where("deactivated_at", "is", null);
  const moment = toMoment(now);
  if (status === "active")
    query = query.where((eb) => eb.or([eb("expires_at", "is", null), eb("expires_at", ">", moment)]));
  if (status === "in_grace") query = query.where("expires_at", "<=", moment).where("grace_ends_at", ">", moment);
  if (status === "expired") query = query.where("grace_ends_at", "<=", moment);
  return toPage(await query.execute(), page, toLicenseRecord);
}
