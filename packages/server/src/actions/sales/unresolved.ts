import { type Refusal, refuse } from "#domain/refusal.ts";
import { findSale, lockProvider, type SaleRecord } from "#store/sales.ts";
import type { Tx } from "#store/store.ts";

/** A sale that needs a plan, held against what its provider may tell meanwhile. */
export async function lockUnresolved(tx: Tx, id: string): Promise<SaleRecord | Refusal> {
  const seen = await findSale(tx, id);
  if (seen === null) return refuse("SALE_NOT_FOUND", "No sale has this id.");
  await lockProvider(tx, seen.provider);
  const sale = await findSale(tx, id);
  return sale?.state === "needs_plan" ? sale : refuse("SALE_SETTLED", "This sale needs no plan any more.");
}
