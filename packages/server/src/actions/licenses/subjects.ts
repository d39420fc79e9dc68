import type { Subjects } from "#domain/events.ts";
import type { License } from "#domain/licenses/license.ts";
import { expiresAt } from "#domain/licenses/terms.ts";
import type { LockedLicense } from "#store/licenses-for-use.ts";

/** What an event about a license names: all that it belongs to, so that it is found by each of them. */
export function subjectsOf({ license, order, customer, plan, product }: LockedLicense): Subjects {
  return {
    licenseId: license.id,
    orderId: order.id,
    customerId: customer.id,
    planId: plan.id,
    productId: product.id,
  };
}

/** An expiry as the record tells it: a date, null for never, or how long it lasts once it starts, which differs from both. */
export function expiryOnRecord(expiry: License["expiry"]) {
  return expiry.kind === "after_first_activation" ? expiry.duration : (expiresAt(expiry)?.toString() ?? null);
}
