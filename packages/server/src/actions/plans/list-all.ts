import { type Context, read } from "#actions/context.ts";
import type { Plan } from "#domain/plans/plan.ts";
import type { Refusal } from "#domain/refusal.ts";
import type { Page, PageRequest } from "#kit/paging.ts";
import { listPlans } from "#store/plans.ts";

/** Lists the plans of all products, the newest first. */
export async function listAllPlans(context: Context, page: PageRequest): Promise<Page<Plan> | Refusal> {
  return read(context, "read", (db) => listPlans(db, null, page));
}
