import type { Context } from "#actions/context.ts";
import { addCustomer, type CustomerInput } from "#actions/customers/create.ts";
import { issueLicense } from "#actions/licenses/issue.ts";
import { keyMail } from "#actions/licenses/mails.ts";
import type { Customer } from "#domain/customers/customer.ts";
import type { NewEvent } from "#domain/events.ts";
import type { NewMail } from "#domain/mails/mail.ts";
import type { Amount, Order } from "#domain/orders/order.ts";
import type { Plan } from "#domain/plans/plan.ts";
import { isRefusal, type Refusal, refuseField } from "#domain/refusal.ts";
import { newId } from "#kit/ids.ts";
import { findCustomerByEmail } from "#store/customers.ts";
import { takeOrderNumber } from "#store/installation.ts";
import { findLicensesOfOrders } from "#store/licenses.ts";
import { toMoment } from "#store/moments.ts";
import { insertOrder } from "#store/orders.ts";
import type { Tx } from "#store/store.ts";

export interface NewOrder {
  readonly plan: Plan;
  readonly customer: CustomerInput;
  readonly amount: Amount | null;
  readonly source: Order["source"];
  /** Its id, where somebody must know it before; null = a new one. */
  readonly id?: string;
  /** From when the license's time runs; left out = from now. */
  readonly boughtAt?: Temporal.Instant;
  /** Whether the buyer is mailed the key; true when left out. */
  readonly mailsKey?: boolean;
}

/** What an order leaves behind, for the transaction that it is placed in. */
export interface PlacedOrder {
  readonly id: string;
  readonly events: readonly NewEvent[];
  readonly mails: readonly NewMail[];
}

/** Places an order in somebody's transaction. A customer with a new e-mail is added; an order of a licensed plan issues its license. */
export async function placeWithin(
  context: Context,
  tx: Tx,
  { plan, customer: buyer, amount, source, id = newId(context.clock.now()), boughtAt, mailsKey = true }: NewOrder,
  now: Temporal.Instant,
): Promise<PlacedOrder | Refusal> {
  const found = await findOrAddCustomer(tx, buyer, now);
  if (isRefusal(found)) return found;
  const { customer, events } = found;

  const number = await takeOrderNumber(tx);
  await insertOrder(tx, {
    id,
    number,
    status: "complete",
    source,
    customer_id: customer.id,
    plan_id: plan.id,
    product_id: plan.product.id,
    amount_value: amount?.value ?? null,
    amount_currency: amount?.currency ?? null,
    licensed: plan.terms.enabled ? 1 : 0,
    created_at: toMoment(now),
  });
  const about = { orderId: id, customerId: customer.id, planId: plan.id, productId: plan.product.id };
  events.push({ type: "order.placed", about, data: { number } });

  if (plan.terms.enabled) {
    const bought = boughtAt === undefined ? {} : { boughtAt };
    const issued = await issueLicense(context, tx, { orderId: id, customerId: customer.id, plan, ...bought }, now);
    if (isRefusal(issued)) return issued;
    events.push(issued);
  }
  const license = mailsKey ? (await findLicensesOfOrders(tx, [id])).get(id) : undefined;
  return { id, events, mails: license ? [keyMail(context, license, amount)] : [] };
}

/** The customer with an e-mail, who is added when there is none. */
export async function findOrAddCustomer(
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
