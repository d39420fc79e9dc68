import { type Context, writeLocked } from "#actions/context.ts";
import { noSuchPlan } from "#actions/plans/get.ts";
import { changePrices } from "#actions/plans/prices.ts";
import { ofProduct, withinReach } from "#domain/actor.ts";
import { changedFields } from "#domain/events.ts";
import { type LicenseTerms, termsFaults } from "#domain/licenses/terms.ts";
import { chosenDays, type ReminderChoice } from "#domain/mails/reminders.ts";
import type { Plan } from "#domain/plans/plan.ts";
import { type Refusal, refuseField, refuseFields } from "#domain/refusal.ts";
import { changedElsewhere, type ExpectedRevision } from "#domain/revision.ts";
import { toMoment } from "#store/moments.ts";
import { daysColumn, findPlan, isPlanIdentifierTaken, updatePlan } from "#store/plans.ts";

export interface EditPlanInput {
  readonly id: string;
  readonly expected: ExpectedRevision;
  readonly change: Partial<Pick<Plan, "name" | "identifier" | "description" | "prices">>;
  /** What is left out stays as it is. */
  readonly terms: Partial<LicenseTerms>;
  /** Also for licenses that are issued already. */
  readonly reminders?: ReminderChoice;
}

/** Edits a plan. Only future orders are affected: an issued license keeps the terms that it was issued with. */
export async function editPlan(
  context: Context,
  { id, expected, change, terms, reminders = {} }: EditPlanInput,
): Promise<Plan | Refusal> {
  return writeLocked(context, ofProduct("write"), { table: "plans", id }, async (tx, now) => {
    const before = withinReach(context.actor, await findPlan(tx, { id }));
    if (before === null) return noSuchPlan();
    const refusal = changedElsewhere(before.version, expected);
    if (refusal !== null) return refusal;
    const after: Plan = {
      ...before,
      ...change,
      terms: { ...before.terms, ...terms },
      reminderDays: chosenDays(before.reminderDays, reminders),
    };
    const changes = changedFields<Plan>(before, after);
    if (Object.keys(changes).length === 0) return { value: before, events: [] };
    if (changes.identifier && (await isPlanIdentifierTaken(tx, after.identifier))) {
      return refuseField("identifier", "Another plan has this identifier.");
    }
    const faults = termsFaults(after.terms, context.limitCeiling, now);
    if (Object.keys(faults).length > 0) return refuseFields(faults);

    if (changes.prices) {
      const taken = await changePrices(tx, id, before.prices, after.prices, now);
      if (taken !== null) return taken;
    }
    const { name, identifier, description, reminderDays } = after;
    await updatePlan(
      tx,
      id,
      { name, identifier, description, reminder_days: daysColumn(reminderDays), modified_at: toMoment(now) },
      after.terms,
    );
    const plan = await findPlan(tx, { id });
    if (plan === null) throw new Error(`plan ${id} is gone in its own transaction`);
    return {
      value: plan,
      events: [{ type: "plan.edited", about: { planId: id, productId: plan.product.id }, data: changes }],
    };
  });
}
