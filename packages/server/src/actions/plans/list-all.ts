import { type Context, read } from "#actions/context.ts";
import { ofProduct, productOf } from "#domain/actor.ts";
import type { Plan } from "#domain/plans/plan.ts";
import type { Refusal } from "#domain/refusal.ts";
import type { Page, PageRequest } from "#kit/paging.ts";
import { listPlans } from "#store/plans.ts";

/** Lists the plans of all products that the caller reaches, the newest first. */
export async function listAllPlans(context: Context, page: PageRequest): Promise<Page<Plan> | Refusal> {
  return read(context, ofProduct("read"), (db) => listPlans(db, productOf(context.actor), page));
}
