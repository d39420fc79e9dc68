import type { Plan } from "#domain/plans/plan.ts";
import { type Refusal, refuseField } from "#domain/refusal.ts";
import { newId } from "#kit/ids.ts";
import { deletePrice, insertPrice } from "#store/plan-prices.ts";
import type { Tx } from "#store/store.ts";

type Price = Plan["prices"][number];

/** Brings the prices that a plan names from one list to another. A price that another plan names, or that stands there twice, is refused. */
export async function changePrices(
  tx: Tx,
  planId: string,
  before: readonly Price[],
  after: readonly Price[],
  now: Temporal.Instant,
): Promise<Refusal | null> {
  for (const price of before) if (!holds(after, price)) await deletePrice(tx, planId, price);
  for (const [index, price] of after.entries()) {
    if (holds(after.slice(0, index), price)) return refuseField(`prices.${index}.id`, "Stands there twice.");
    if (!holds(before, price) && !(await insertPrice(tx, newId(now), planId, price)))
      return refuseField(`prices.${index}.id`, "Another plan names this price.");
  }
  return null;
}

function holds(prices: readonly Price[], { provider, id }: Price): boolean {
  return prices.some((price) => price.provider === provider && price.id === id);
}
