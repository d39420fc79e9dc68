import { type Change, type Context, write } from "#actions/context.ts";
import { type OrderView, viewOrder } from "#actions/orders/view.ts";
import { noSuchPlan } from "#actions/plans/get.ts";
import { settleSale } from "#actions/sales/settle.ts";
import { lockUnresolved } from "#actions/sales/unresolved.ts";
import type { NewEvent } from "#domain/events.ts";
import type { Plan } from "#domain/plans/plan.ts";
import { isRefusal, type Refusal, refuseField } from "#domain/refusal.ts";
import { saleTarget } from "#domain/sales/target.ts";
import { newId } from "#kit/ids.ts";
import { lockRow } from "#store/lock.ts";
import { toMoment } from "#store/moments.ts";
import { findOrder } from "#store/orders.ts";
import { insertPrice } from "#store/plan-prices.ts";
import { findPlan, updatePlan } from "#store/plans.ts";
import { findSale, listFacts, type SaleRecord, updateSale } from "#store/sales.ts";
import type { Tx } from "#store/store.ts";

/**
 * Says which plan a sale was for: its order is placed and its license issued, with all that the provider has told since.
 * @param addPrice whether the plan names the sale's prices from now on, so that the next one needs nobody
 */
export async function resolveSale(
  context: Context,
  { id, planId, addPrice }: { id: string; planId: string; addPrice: boolean },
): Promise<OrderView | Refusal> {
  return write(context, "write", async (tx, now): Promise<Change<OrderView> | Refusal> => {
    const sale = await lockUnresolved(tx, id);
    if (isRefusal(sale)) return sale;
    const plan = await findPlan(tx, { id: planId });
    if (plan === null) return noSuchPlan();
    const target = saleTarget(await listFacts(tx, id));
    const { clues, bought } = target;
    if (bought?.buyer.email == null)
      return refuseField("planId", "The provider has told no e-mail. Place the order by hand, and dismiss this.");
    await updateSale(tx, id, { plan_id: planId });
    const settled = await settleSale(context, tx, { ...sale, plan_id: planId }, target, now);
    const placed = await findSale(tx, id);
    const order = placed?.order_id == null ? null : await findOrder(tx, placed.order_id);
    if (order === null) return refuseField("planId", "A license of this plan can't be issued now.");
    const named = addPrice
      ? await namePrices(
          tx,
          sale,
          plan,
          clues.flatMap(({ prices }) => prices),
          now,
        )
      : [];
    return {
      value: await viewOrder(context, tx, order),
      events: [...settled.events, ...named],
      mails: settled.mails,
    };
  });
}

/** A price that another plan names stays there. */
async function namePrices(
  tx: Tx,
  { provider }: SaleRecord,
  { id: planId }: Plan,
  prices: readonly string[],
  now: Temporal.Instant,
): Promise<NewEvent[]> {
  await lockRow(tx, "plans", planId);
  const plan = await findPlan(tx, { id: planId });
  if (plan === null) return [];
  const added = [];
  for (const id of new Set(prices)) {
    if (await insertPrice(tx, newId(now), planId, { provider, id })) added.push({ provider, id });
  }
  if (added.length === 0) return [];
  await updatePlan(tx, planId, { modified_at: toMoment(now) }, plan.terms);
  const data = { prices: { from: plan.prices, to: [...plan.prices, ...added] } };
  return [{ type: "plan.edited", about: { planId, productId: plan.product.id }, data }];
}
