import { useQuery } from "@tanstack/react-query";
import type { Order, Overview, Plan, Product } from "#data/api.gen.ts";
import { answer, api } from "#data/client.ts";
import { REFRESH_MS } from "#data/query-client.ts";

/** While the first steps are taken, somebody waits for this page to notice. */
const WAITING_MS = 2_000;

/** Whether the steps to a working key are all taken. */
export function isSetUp({ checklist }: Overview): boolean {
  return Object.values(checklist).every(Boolean);
}

/** How the installation is doing. @param days how far it looks back, today included */
export function useOverview(days: number) {
  return useQuery({
    queryKey: ["overview", days],
    queryFn: ({ signal }) => answer<Overview>(api.GET("/api/v1/overview", { params: { query: { days } }, signal })),
    refetchInterval: ({ state }) => (state.data && !isSetUp(state.data) ? WAITING_MS : REFRESH_MS),
    placeholderData: (before) => before,
  });
}

/** What the first steps have led to so far. */
export interface FirstSteps {
  readonly product: Product | null;
  /** The first plan with license keys; a plan without them where there is none. */
  readonly plan: Plan | null;
  readonly order: Order | null;
}

/** @param checklist what is done: asked anew when something of it changes */
export function useFirstSteps(checklist: Overview["checklist"]) {
  return useQuery({
    queryKey: ["overview", "first-steps", checklist],
    queryFn: async ({ signal }): Promise<FirstSteps> => {
      const few = { params: { query: { limit: 20 } }, signal };
      const [products, plans, orders] = await Promise.all([
        answer<{ items: Product[] }>(api.GET("/api/v1/products", few)),
        answer<{ items: Plan[] }>(api.GET("/api/v1/plans", few)),
        answer<{ items: Order[] }>(api.GET("/api/v1/orders", few)),
      ]);
      const order = orders.items.find(({ license }) => license !== null) ?? orders.items[0] ?? null;
      const bought = plans.items.find(({ id }) => id === order?.plan.id);
      const plan = bought ?? plans.items.find(({ license }) => license.enabled) ?? plans.items[0] ?? null;
      const product = products.items.find(({ id }) => id === plan?.product.id) ?? products.items.at(-1) ?? null;
      return { product, plan, order };
    },
    placeholderData: (before) => before,
    refetchInterval: WAITING_MS,
  });
}
