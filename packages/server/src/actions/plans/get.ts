import { type Context, read } from "#actions/context.ts";
import { ofProduct, withinReach } from "#domain/actor.ts";
import type { Plan } from "#domain/plans/plan.ts";
import { type Refusal, refuse } from "#domain/refusal.ts";
import { countOrdersOfPlan } from "#store/orders.ts";
import { findPlan } from "#store/plans.ts";

/** A plan, and how many orders it has had. */
export interface PlanDetails extends Plan {
  readonly orderCount: number;
}

export async function getPlan(context: Context, id: string): Promise<PlanDetails | Refusal> {
  return read(context, ofProduct("read"), async (db) => {
    const plan = withinReach(context.actor, await findPlan(db, { id }));
    return plan === null ? noSuchPlan() : { ...plan, orderCount: await countOrdersOfPlan(db, id) };
  });
}

/** The refusal of an id that no plan has. */
export function noSuchPlan(): Refusal {
  return refuse("PLAN_NOT_FOUND", "No plan has this id.");
}
