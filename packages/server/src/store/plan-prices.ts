import type { PlanPrice } from "@keywright/contract/management-api/providers";
import type { Provider } from "#domain/sales/facts.ts";
import type { Reader, Tx } from "#store/store.ts";

/** The prices that these plans name, by plan, in the order in which they were added. */
export async function listPrices(db: Reader, planIds: readonly string[]): Promise<Map<string, PlanPrice[]>> {
  const prices = new Map<string, PlanPrice[]>(planIds.map((id) => [id, []]));
  if (planIds.length === 0) return prices;
  const rows = await db.selectFrom("plan_prices").selectAll().where("plan_id", "in", planIds).orderBy("id").execute();
  for (const { plan_id, provider, price } of rows) prices.get(plan_id)?.push({ provider, id: price });
  return prices;
}

/** Which plans these prices stand for, by price. */
export async function findPlansOfPrices(
  db: Reader,
  provider: Provider,
  prices: readonly string[],
): Promise<Map<string, string>> {
  if (prices.length === 0) return new Map();
  const rows = await db
    .selectFrom("plan_prices")
    .select(["price", "plan_id"])
    .where("provider", "=", provider)
    .where("price", "in", prices)
    .execute();
  return new Map(rows.map(({ price, plan_id }) => [price, plan_id]));
}

/** Names a price in a plan. Answers whether it could be: a price stands for one plan. */
export async function insertPrice(
  tx: Tx,
  id: string,
  planId: string,
  { provider, id: price }: PlanPrice,
): Promise<boolean> {
  const [row] = await tx
    .insertInto("plan_prices")
    .values({ id, plan_id: planId, provider, price })
    .onConflict((conflict) => conflict.columns(["provider", "price"]).doNothing())
    .returning("id")
    .execute();
  return row !== undefined;
}

export async function deletePrice(tx: Tx, planId: string, { provider, id: price }: PlanPrice): Promise<void> {
  await tx
    .deleteFrom("plan_prices")
    .where("plan_id", "=", planId)
    .where("provider", "=", provider)
    .where("price", "=", price)
    .execute();
}

/** How many plans name a price of each provider. */
export async function countPlansNaming(db: Reader): Promise<Map<Provider, number>> {
  const rows = await db
    .selectFrom("plan_prices")
    .select(["provider", (eb) => eb.fn.count<number>("plan_id").distinct().as("plans")])
    .groupBy("provider")
    .execute();
  return new Map(rows.map(({ provider, plans }) => [provider, plans]));
}
