import { type Change, type Context, write } from "#actions/context.ts";
import { addCustomer, type CustomerInput } from "#actions/customers/create.ts";
import { issueLicense } from "#actions/licenses/issue.ts";
import { keyMail } from "#actions/licenses/mails.ts";
import { type OrderView, viewOrder } from "#actions/orders/view.ts";
import { noSuchPlan } from "#actions/plans/get.ts";
import type { Customer } from "#domain/customers/customer.ts";
import type { NewEvent } from "#domain/events.ts";
import type { Amount } from "#domain/orders/order.ts";
import { isRefusal, type Refusal, refuseField } from "#domain/refusal.ts";
import { newId } from "#kit/ids.ts";
import { findCustomerByEmail } from "#store/customers.ts";
import { takeOrderNumber } from "#store/installation.ts";
import { toMoment } from "#store/moments.ts";
import { findOrder, insertOrder } from "#store/orders.ts";
import { findPlan } from "#store/plans.ts";
import type { Tx } from "#store/store.ts";

export interface PlaceOrderInput {
  readonly plan: { readonly id: string } | { readonly identifier: string };
  readonly customer: CustomerInput;
  readonly amount: Amount | null;
  /** Whether the buyer is mailed the key; true when left out. An import says false. */
  readonly mailsKey?: boolean;
}

/**
 * Places an order. A customer with a new e-mail is added; an order of a licensed plan issues its license. All of it is one
 * transaction: the key works the moment that the order is answered.
 */
export async function placeOrder(context: Context, input: PlaceOrderInput): Promise<OrderView | Refusal> {
  return write(context, "write", async (tx, now): Promise<Change<OrderView> | Refusal> => {
    const plan = await findPlan(tx, input.plan);
    if (plan === null) return noSuchPlan();
    const buyer = await findOrAddCustomer(tx, input.customer, now);
    if (isRefusal(buyer)) return buyer;
    const { customer, events } = buyer;

    const id = newId(now);
    const number = await takeOrderNumber(tx);
    await insertOrder(tx, {
      id,
      number,
      status: "complete",
      source: context.actor.kind === "token" ? "api" : "manual",
      customer_id: customer.id,
      plan_id: plan.id,
      product_id: plan.product.id,
      amount_value: input.amount?.value ?? null,
      amount_currency: input.amount?.currency ?? null,
      licensed: plan.terms.enabled ? 1 : 0,
      created_at: toMoment(now),
    });
    const about = { orderId: id, customerId: customer.id, planId: plan.id, productId: plan.product.id };
    events.push({ type: "order.placed", about, data: { number } });

    if (plan.terms.enabled) {
      const issued = await issueLicense(context, tx, { orderId: id, customerId: customer.id, plan }, now);
      if (isRefusal(issued)) return issued;
      events.push(issued);
    }
    const order = await findOrder(tx, id);
    if (order === null) throw new Error(`order ${id} is gone in its own transaction`);
    const value = await viewOrder(context, tx, order);
    const mails = value.license && (input.mailsKey ?? true) ? [keyMail(context, value.license, input.amount)] : [];
    return { value, events, mails };
  });
}

async function findOrAddCustomer(
  tx: Tx,
  input: CustomerInput,
  now: Temporal.Instant,
): Promise<{ customer: Customer; events: NewEvent[] } | Refusal> {
  const known = await findCustomerByEmail(tx, input.email);
  if (known !== null) {
    if (input.customerId !== null && input.customerId !== known.customerId) {
      return refuseField("customer.customerId", "The customer with this e-mail has another id.");
    }
    return { customer: known, events: [] };
  }
  const added = await addCustomer(tx, input, now, "customer.customerId");
  if (isRefusal(added)) return added;
  if (isRefusal(added.value)) return added.value;
  return { customer: added.value, events: [...added.events] };
}
