import type { Context } from "#actions/context.ts";
import { newKey, storeKey } from "#actions/licenses/key.ts";
import { expiryOnRecord } from "#actions/licenses/subjects.ts";
import type { NewEvent } from "#domain/events.ts";
import { expiryOnPurchase, TOO_LATE } from "#domain/licenses/terms.ts";
import type { Plan } from "#domain/plans/plan.ts";
import { type Refusal, refuseField } from "#domain/refusal.ts";
import { newId } from "#kit/ids.ts";
import { insertLicense } from "#store/licenses.ts";
import { findProduct } from "#store/products.ts";
import { forSealing } from "#store/secret-in-use.ts";
import type { Tx } from "#store/store.ts";

/** Issues the license of an order, in the order's transaction: the plan's terms as they are now, and a new key. @param boughtAt null = now */
export async function issueLicense(
  { vault }: Context,
  tx: Tx,
  {
    orderId,
    customerId,
    plan,
    boughtAt = null,
  }: { orderId: string; customerId: string; plan: Plan; boughtAt?: Temporal.Instant | null },
  now: Temporal.Instant,
): Promise<NewEvent | Refusal> {
  const { activationLimit, graceDays, releaseAfterDays } = plan.terms;
  const expiry = expiryOnPurchase(plan.terms, boughtAt ?? now);
  if (expiry === null) return refuseField("planId", TOO_LATE);
  const product = await findProduct(tx, plan.product.id);
  if (product === null) throw new Error(`plan ${plan.id} has no product`);

  const id = newId(now);
  await insertLicense(tx, {
    id,
    orderId,
    customerId,
    plan: { id: plan.id, version: plan.version, productId: product.id },
    key: storeKey(await forSealing(tx, vault), id, newKey(product.keyPrefix)),
    terms: { activationLimit, expiry, graceDays, releaseAfterDays },
    createdAt: now,
  });
  return {
    type: "license.issued",
    about: { licenseId: id, orderId, customerId, planId: plan.id, productId: product.id },
    data: { activationLimit, expiresOn: expiryOnRecord(expiry), planVersion: plan.version },
  };
}
