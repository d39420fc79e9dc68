import { type Context, read } from "#actions/context.ts";
import type { Plan } from "#domain/plans/plan.ts";
import { type Refusal, refuse } from "#domain/refusal.ts";
import { findPlan } from "#store/plans.ts";

export async function getPlan(context: Context, id: string): Promise<Plan | Refusal> {
  return read(context, "read", async (db) => (await findPlan(db, { id })) ?? noSuchPlan());
}

/** The refusal of an id that no plan has. */
export function noSuchPlan(): Refusal {
  return refuse("PLAN_NOT_FOUND", "No plan has this id.");
}
