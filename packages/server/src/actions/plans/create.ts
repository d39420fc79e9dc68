import { type Context, write } from "#actions/context.ts";
import { changePrices } from "#actions/plans/prices.ts";
import { noSuchProduct } from "#actions/products/get.ts";
import { ofProduct, reaches } from "#domain/actor.ts";
import { type LicenseTerms, termsFaults, UNLICENSED } from "#domain/licenses/terms.ts";
import { chosenDays, REMINDER_DAYS, type ReminderChoice } from "#domain/mails/reminders.ts";
import type { Plan } from "#domain/plans/plan.ts";
import { suggestIdentifier } from "#domain/products/naming.ts";
import { type Refusal, refuseField, refuseFields } from "#domain/refusal.ts";
import { newId } from "#kit/ids.ts";
import { toMoment } from "#store/moments.ts";
import { daysColumn, findPlan, insertPlan, isPlanIdentifierTaken } from "#store/plans.ts";
import { findProduct } from "#store/products.ts";

export interface CreatePlanInput {
  readonly productId: string;
  readonly name: string;
  /** Suggested by the product's identifier and the name when null. */
  readonly identifier: string | null;
  readonly description: string;
  /** What is left out is as in a plan that says nothing; null makes a plan without licenses. */
  readonly terms: Partial<LicenseTerms> | null;
  /** None when left out. */
  readonly prices?: Plan["prices"];
  /** Those that are left out are wanted. */
  readonly reminders?: ReminderChoice;
}

export async function createPlan(context: Context, input: CreatePlanInput): Promise<Plan | Refusal> {
  return write(context, ofProduct("write"), async (tx, now) => {
    const product = reaches(context.actor, input.productId) ? await findProduct(tx, input.productId) : null;
    if (product === null) return noSuchProduct();
    const identifier = input.identifier ?? suggestIdentifier(`${product.identifier} ${input.name}`);
    if (await isPlanIdentifierTaken(tx, identifier))
      return refuseField("identifier", "Another plan has this identifier.");
    const terms = input.terms === null ? UNLICENSED : { ...UNLICENSED, enabled: true, ...input.terms };
    const faults = termsFaults(terms, context.limitCeiling, now);
    if (Object.keys(faults).length > 0) return refuseFields(faults);

    const id = newId(now);
    const { name, description } = input;
    const row = {
      id,
      product_id: product.id,
      identifier,
      name,
      description,
      reminder_days: daysColumn(chosenDays(REMINDER_DAYS, input.reminders ?? {})),
      created_at: toMoment(now),
      modified_at: toMoment(now),
    };
    await insertPlan(tx, row, terms);
    const taken = await changePrices(tx, id, [], input.prices ?? [], now);
    if (taken !== null) return taken;
    const plan = await findPlan(tx, { id });
    if (plan === null) throw new Error(`plan ${id} is gone in its own transaction`);
    return {
      value: plan,
      events: [
        {
          type: "plan.created",
          about: { planId: id, productId: product.id },
          data: { identifier, name, terms, ...(plan.prices.length > 0 && { prices: plan.prices }) },
        },
      ],
    };
  });
}
