import { type Context, read } from "#actions/context.ts";
import { noSuchProduct } from "#actions/products/get.ts";
import { ofProduct, reaches } from "#domain/actor.ts";
import type { Plan } from "#domain/plans/plan.ts";
import type { Refusal } from "#domain/refusal.ts";
import type { Page, PageRequest } from "#kit/paging.ts";
import { listPlans } from "#store/plans.ts";
import { findProduct } from "#store/products.ts";

export async function listPlansOfProduct(
  context: Context,
  productId: string,
  page: PageRequest,
): Promise<Page<Plan> | Refusal> {
  return read(context, ofProduct("read"), async (db) => {
    if (!reaches(context.actor, productId) || (await findProduct(db, productId)) === null) return noSuchProduct();
    return listPlans(db, productId, page);
  });
}
