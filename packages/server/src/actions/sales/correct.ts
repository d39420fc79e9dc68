import type { Context } from "#actions/context.ts";
import { keyMail } from "#actions/licenses/mails.ts";
import { findOrAddCustomer } from "#actions/orders/place-within.ts";
import { NOTHING_DONE, type Settled } from "#actions/sales/settled.ts";
import type { Customer } from "#domain/customers/customer.ts";
import { changedFields, type NewEvent } from "#domain/events.ts";
import { isRefusal } from "#domain/refusal.ts";
import type { SaleTarget } from "#domain/sales/target.ts";
import { findCustomer, updateCustomer } from "#store/customers.ts";
import { editLicense, findLicensesOfOrders } from "#store/licenses.ts";
import { findOrder, type OrderRecord, updateOrder } from "#store/orders.ts";
import type { Tx } from "#store/store.ts";

/**
 * Gives an order the buyer and the amount that its sale tells by now. The first invoice of a subscription places the order,
 * and a checkout that comes in after it knows the buyer better. Who has bought the license gets its key.
 * @param before what the sale told until now: where it tells the same, what the vendor has changed stands
 */
export async function correctOrder(
  context: Context,
  tx: Tx,
  orderId: string,
  { before, after }: { readonly before: SaleTarget["bought"]; readonly after: SaleTarget["bought"] },
  now: Temporal.Instant,
): Promise<Settled> {
  const found = before === null || after === null ? null : await findOrder(tx, orderId);
  if (before === null || after === null || found === null) return NOTHING_DONE;
  if (JSON.stringify([before.buyer, before.amount]) === JSON.stringify([after.buyer, after.amount]))
    return NOTHING_DONE;

  const { customer, events } = await buyerOf(tx, found, after.buyer, now);
  const { amount } = after;
  const changes = changedFields(
    { customer: found.customer.id, amount: found.order.amount },
    { customer: customer.id, amount },
  );
  if (Object.keys(changes).length === 0) return { ...NOTHING_DONE, events };
  await updateOrder(tx, orderId, { customerId: customer.id, amount });
  const record = (await findLicensesOfOrders(tx, [orderId])).get(orderId);
  const about = {
    orderId,
    customerId: customer.id,
    planId: found.plan.id,
    productId: found.product.id,
    ...(record && { licenseId: record.license.id }),
  };
  const corrected: Settled = {
    effects: [{ kind: "order_corrected", until: null }],
    events: [...events, { type: "order.corrected", about, data: changes }],
    mails: [],
  };
  if (record === undefined || changes.customer === undefined) return corrected;
  await editLicense(tx, record.license.id, { customerId: customer.id });
  return { ...corrected, mails: [keyMail(context, { ...record, customer }, amount)] };
}

async function buyerOf(
  tx: Tx,
  { order, customer: former }: OrderRecord,
  { email, name }: { readonly email: string | null; readonly name: string | null },
  now: Temporal.Instant,
): Promise<{ customer: Customer; events: readonly NewEvent[] }> {
  const found =
    email === null
      ? { customer: former, events: [] }
      : await findOrAddCustomer(tx, { email, name, customerId: null }, now);
  if (isRefusal(found)) throw new Error(`order ${order.id} can't have its buyer: ${found.detail}`);
  const record = await findCustomer(tx, found.customer.id);
  // Whoever was added with the order has their name from the same sale. Others had it before.
  const isOfOrder = record !== null && record.id === former.id && record.createdAt.equals(order.createdAt);
  if (!isOfOrder || name === null || record.name === name) return found;
  const customer = await updateCustomer(tx, record.id, { ...record, name });
  const personal = changedFields({ name: record.name }, { name });
  return { customer, events: [{ type: "customer.edited", about: { customerId: record.id }, personal }] };
}
