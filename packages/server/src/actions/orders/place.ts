import { type Change, type Context, write } from "#actions/context.ts";
import type { CustomerInput } from "#actions/customers/create.ts";
import { placeWithin } from "#actions/orders/place-within.ts";
import { type OrderView, viewNewOrder, viewOrder } from "#actions/orders/view.ts";
import { noSuchPlan } from "#actions/plans/get.ts";
import { ofProduct, withinReach } from "#domain/actor.ts";
import type { Amount } from "#domain/orders/order.ts";
import { isRefusal, type Refusal, refuse } from "#domain/refusal.ts";
import { newId } from "#kit/ids.ts";
import { toMoment } from "#store/moments.ts";
import { claimOrderKey } from "#store/order-keys.ts";
import { findOrder, type OrderRecord } from "#store/orders.ts";
import { findPlan } from "#store/plans.ts";
import type { Tx } from "#store/store.ts";

export interface PlaceOrderInput {
  readonly plan: { readonly id: string } | { readonly identifier: string };
  readonly customer: CustomerInput;
  readonly amount: Amount | null;
  /** Whether the buyer is mailed the key; true when left out. An import says false. */
  readonly mailsKey?: boolean;
  /** Makes a repeated call answer with the first one's order instead of placing another. */
  readonly idempotencyKey?: string | null;
}

/** An order, and whether this call has placed it. */
export interface PlacedOnce extends OrderView {
  readonly isNew: boolean;
}

/**
 * Places an order. A customer with a new e-mail is added; an order of a licensed plan issues its license. All of it is one
 * transaction: the key works the moment that the order is answered.
 */
export async function placeOrder(context: Context, input: PlaceOrderInput): Promise<PlacedOnce | Refusal> {
  return write(context, ofProduct("support"), async (tx, now): Promise<Change<PlacedOnce> | Refusal> => {
    const id = newId(now);
    // The key comes first: calls that repeat it wait here until the first is done.
    const repeated = await findRepeated(context, tx, input, id, now);
    if (isRefusal(repeated)) return repeated;
    if (repeated !== null) return { value: { ...repeated, isNew: false }, events: [] };

    const plan = withinReach(context.actor, await findPlan(tx, input.plan));
    if (plan === null) return noSuchPlan();
    const source = context.actor.kind === "token" ? "api" : "manual";
    const placed = await placeWithin(context, tx, { ...input, plan, source, id }, now);
    if (isRefusal(placed)) return placed;
    const { events, mails } = placed;
    const order = await viewNewOrder(context, tx, await find(tx, id));
    return { value: { ...order, isNew: true }, events, mails };
  });
}

/** The order that the first call with this key has placed; null when this is the first. */
async function findRepeated(
  context: Context,
  tx: Tx,
  { idempotencyKey = null, plan, customer, amount }: PlaceOrderInput,
  orderId: string,
  now: Temporal.Instant,
): Promise<OrderView | Refusal | null> {
  if (idempotencyKey === null) return null;
  const { vault, actor } = context;
  const digest = (purpose: "order-key" | "order-request", what: unknown) =>
    Buffer.from(vault.digest(purpose, JSON.stringify(what))).toString("hex");
  // Two systems that count their calls alike must not meet in one key.
  const id = digest("order-key", [actor.kind, "id" in actor ? actor.id : null, idempotencyKey]);
  const requestDigest = digest("order-request", [
    "id" in plan ? ["id", plan.id] : ["identifier", plan.identifier],
    [customer.email, customer.name, customer.customerId],
    amount && [amount.value, amount.currency],
  ]);
  const first = await claimOrderKey(tx, {
    id,
    request_digest: requestDigest,
    order_id: orderId,
    created_at: toMoment(now),
  });
  if (first === null) return null;
  if (first.requestDigest !== requestDigest)
    return refuse("IDEMPOTENCY_KEY_REUSED", "This Idempotency-Key has placed another order.");
  return viewOrder(context, tx, await find(tx, first.orderId));
}

async function find(tx: Tx, id: string): Promise<OrderRecord> {
  const order = await findOrder(tx, id);
  if (order === null) throw new Error(`order ${id} is gone in its own transaction`);
  return order;
}
