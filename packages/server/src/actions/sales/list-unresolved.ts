import { type Context, read } from "#actions/context.ts";
import type { Refusal } from "#domain/refusal.ts";
import type { Provider } from "#domain/sales/facts.ts";
import { type SaleTarget, saleTarget } from "#domain/sales/target.ts";
import type { Page, PageRequest } from "#kit/paging.ts";
import { listFactsOf, listSalesInState } from "#store/sales.ts";

/** A sale that was paid, and nobody knows for which plan. */
export interface UnresolvedSale {
  readonly id: string;
  readonly provider: Provider;
  readonly bought: NonNullable<SaleTarget["bought"]>;
  readonly planIdentifier: string | null;
  readonly prices: readonly string[];
}

export async function listUnresolvedSales(
  context: Context,
  page: PageRequest,
): Promise<Page<UnresolvedSale> | Refusal> {
  return read(context, "read", async (db) => {
    const { items, next } = await listSalesInState(db, "needs_plan", page);
    const facts = await listFactsOf(
      db,
      items.map(({ id }) => id),
    );
    const unresolved = items.flatMap(({ id, provider }): UnresolvedSale[] => {
      const { bought, clues } = saleTarget(facts.get(id) ?? []);
      if (bought === null) return [];
      const planIdentifier = clues.find((clue) => clue.planIdentifier !== null)?.planIdentifier ?? null;
      return [{ id, provider, bought, planIdentifier, prices: [...new Set(clues.flatMap(({ prices }) => prices))] }];
    });
    return { items: unresolved, next };
  });
}
