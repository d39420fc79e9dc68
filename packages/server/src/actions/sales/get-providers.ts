import { ORDER_SOURCES } from "@keywright/contract/management-api/orders";
import { PROVIDERS } from "@keywright/contract/management-api/providers";
import { type Context, read } from "#actions/context.ts";
import { daysAfter } from "#domain/licenses/terms.ts";
import type { Order } from "#domain/orders/order.ts";
import type { Refusal } from "#domain/refusal.ts";
import type { Provider } from "#domain/sales/facts.ts";
import { countOrdersBySource } from "#store/orders.ts";
import { countPlansNaming } from "#store/plan-prices.ts";
import { countPlans } from "#store/plans.ts";
import { lastEventOf } from "#store/sale-events.ts";
import { countSalesInState } from "#store/sales.ts";

/** How many days of orders are counted. */
const DAYS = 30;
/** Nobody counts further by hand. */
const MOST = 100;

interface ProviderState {
  readonly provider: Provider;
  readonly connected: boolean;
  readonly canAsk: boolean;
  readonly plansNaming: number;
  readonly lastEventAt: Temporal.Instant | null;
}

interface SaleProviders {
  readonly providers: readonly ProviderState[];
  readonly plans: number;
  readonly orders: readonly { readonly source: Order["source"]; readonly count: number }[];
  readonly unresolved: number;
}

/** Where orders come from, and how far each provider is connected. */
export async function getSaleProviders(context: Context): Promise<SaleProviders | Refusal> {
  return read(context, "read", async (db) => {
    const since = daysAfter(context.clock.now(), -DAYS);
    const naming = await countPlansNaming(db);
    const counts = await countOrdersBySource(db, since);
    const providers = PROVIDERS.map(
      async (provider): Promise<ProviderState> => ({
        provider,
        connected: context.selling.connected.has(provider),
        canAsk: context.selling.askable.has(provider),
        plansNaming: naming.get(provider) ?? 0,
        lastEventAt: await lastEventOf(db, provider),
      }),
    );
    return {
      providers: await Promise.all(providers),
      plans: await countPlans(db),
      orders: ORDER_SOURCES.map((source) => ({ source, count: counts.get(source) ?? 0 })),
      unresolved: await countSalesInState(db, "needs_plan", MOST),
    };
  });
}
