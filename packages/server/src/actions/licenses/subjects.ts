import type { Subjects } from "#domain/events.ts";
import type { LicenseRecord } from "#store/licenses.ts";

/** What an event about a license names: all that it belongs to, so that it is found by each of them. */
export function subjectsOf({ license, order, customer, plan, product }: LicenseRecord): Subjects {
  return {
    licenseId: license.id,
    orderId: order.id,
    customerId: customer.id,
    planId: plan.id,
    productId: product.id,
  };
}
