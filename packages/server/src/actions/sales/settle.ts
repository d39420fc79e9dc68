import type { Context } from "#actions/context.ts";
import { subjectsOf } from "#actions/licenses/subjects.ts";
import { placeWithin } from "#actions/orders/place-within.ts";
import { correctOrder } from "#actions/sales/correct.ts";
import { type Settled, settleAs } from "#actions/sales/settled.ts";
import { changedFields, type NewEvent } from "#domain/events.ts";
import type { Expiry } from "#domain/licenses/license.ts";
import { expiresAt, expiryOnPurchase, isDatable, wholeSeconds } from "#domain/licenses/terms.ts";
import type { Plan } from "#domain/plans/plan.ts";
import { isRefusal } from "#domain/refusal.ts";
import { type SaleTarget, saleTarget } from "#domain/sales/target.ts";
import {
  editLicense,
  findLicense,
  findLicensesOfOrders,
  type LicenseChange,
  type LicenseRecord,
} from "#store/licenses.ts";
import { lockRow } from "#store/lock.ts";
import { fromMoment } from "#store/moments.ts";
import { findPlansOfPrices } from "#store/plan-prices.ts";
import { findPlan } from "#store/plans.ts";
import { findProduct } from "#store/products.ts";
import type { SaleEffect } from "#store/sale-events.ts";
import { listFacts, type SaleRecord, updateSale } from "#store/sales.ts";
import type { Tx } from "#store/store.ts";

/**
 * Brings order and license of a sale to where all that is known of it says that they are, whatever came in last. What was
 * applied once is not applied again, so that what the vendor does about the license meanwhile stands.
 * @param before what the sale told before something came in
 */
export async function settleSale(
  context: Context,
  tx: Tx,
  sale: SaleRecord,
  before: SaleTarget,
  now: Temporal.Instant,
): Promise<Settled> {
  if (sale.state === "dismissed") return settleAs(tx, sale, "dismissed");
  const target = saleTarget(await listFacts(tx, sale.id));
  if (sale.order_id !== null) {
    const bought = { before: before.bought, after: target.bought };
    return bringUpToDate(tx, sale, target, await correctOrder(context, tx, sale.order_id, bought, now), now);
  }

  const { bought } = target;
  if (bought === null) return settleAs(tx, sale, "waiting");
  const plan = await planOf(tx, sale, target);
  const { email, name } = bought.buyer;
  if (plan === null || email === null) return settleAs(tx, sale, "needs_plan");
  const order = {
    plan,
    customer: { email, name, customerId: null },
    amount: bought.amount,
    source: sale.provider,
    boughtAt: fromMoment(bought.at),
  };
  // A time that leads past the year 9999: the sale is not lost, and whoever looks after it sees it.
  if (plan.terms.enabled && expiryOnPurchase(plan.terms, order.boughtAt) === null)
    return settleAs(tx, sale, "needs_plan");
  const placed = await placeWithin(context, tx, order, now);
  // Refused half-way, its transaction must not be kept.
  if (isRefusal(placed)) throw new Error(`sale ${sale.id} can't be placed: ${placed.detail}`);
  await updateSale(tx, sale.id, { order_id: placed.id });
  const done: Settled = {
    effects: [{ kind: "order_placed", until: null }],
    events: placed.events,
    mails: placed.mails,
  };
  return bringUpToDate(tx, { ...sale, order_id: placed.id }, target, done, now);
}

/** The plan that somebody chose, or that the sale's metadata name, or that names one of its prices. */
async function planOf(tx: Tx, sale: SaleRecord, { clues }: SaleTarget): Promise<Plan | null> {
  if (sale.plan_id !== null) return findPlan(tx, { id: sale.plan_id });
  for (const { planIdentifier } of clues) {
    const named = planIdentifier === null ? null : await findPlan(tx, { identifier: planIdentifier });
    if (named !== null) return named;
  }
  const prices = clues.flatMap((clue) => clue.prices);
  const plans = await findPlansOfPrices(tx, sale.provider, prices);
  const id = prices.map((price) => plans.get(price)).find((found) => found !== undefined);
  return id === undefined ? null : findPlan(tx, { id });
}

/** Applies to the license what the sale says of it and has not said before. */
async function bringUpToDate(
  tx: Tx,
  sale: SaleRecord,
  target: SaleTarget,
  { effects: before, events: recorded, mails }: Settled,
  now: Temporal.Instant,
): Promise<Settled> {
  await settleAs(tx, sale, "done");
  const orderId = sale.order_id ?? "";
  const found = (await findLicensesOfOrders(tx, [orderId])).get(orderId);
  if (found === undefined) return { effects: before, events: recorded, mails };
  await lockRow(tx, "licenses", found.license.id);
  const record = (await findLicense(tx, found.license.id)) ?? found;
  const product = await findProduct(tx, record.product.id);
  if (product === null) throw new Error(`license ${record.license.id} has no product`);

  const steps = new Steps(record);
  const until = await paidUntil(tx, record, target);
  const isLater = until !== null && until.epochMilliseconds > (sale.applied_until ?? Number.NEGATIVE_INFINITY);
  if (isLater) steps.extend(until);

  const isUndone = target.undone !== null;
  const endsIt = isUndone && product.onRefund === "deactivate";
  if (endsIt && sale.applied_refund === 0) steps.deactivate(target.undone, now);
  // What has ended for good needs not wait: so it stands the same, whichever was told first.
  const reason = endsIt ? null : (target.undone ?? target.held);
  const wasHeld = sale.applied_suspended === 1;
  if (reason !== null && !wasHeld) steps.suspend(reason, now);
  if (reason === null && wasHeld) steps.restore(endsIt);

  await updateSale(tx, sale.id, {
    ...(isLater && { applied_until: until.epochMilliseconds }),
    applied_suspended: reason === null ? 0 : 1,
    applied_refund: isUndone ? 1 : 0,
  });
  if (Object.keys(steps.change).length > 0) await editLicense(tx, record.license.id, steps.change);
  // A key that has ended before it was sent is nobody's.
  const told = steps.change.deactivatedAt === undefined ? mails : [];
  return { effects: [...before, ...steps.effects], events: [...recorded, ...steps.events], mails: told };
}

/** Until when the license is good by what was paid and by the plan's own time from the purchase; null = nobody says. */
async function paidUntil(tx: Tx, record: LicenseRecord, target: SaleTarget): Promise<Temporal.Instant | null> {
  const moments = target.paidUntil === null ? [] : [fromMoment(target.paidUntil)];
  // Only by the terms that the license was issued with: a later edit of the plan touches future orders only.
  const plan = record.plan.isLatest ? await findPlan(tx, { id: record.plan.id }) : null;
  const own = plan && target.bought && expiryOnPurchase(plan.terms, fromMoment(target.bought.at));
  const ownEnd = own ? expiresAt(own) : null;
  if (ownEnd !== null) moments.push(ownEnd);
  const last = moments.filter(isDatable).sort(Temporal.Instant.compare).at(-1);
  return last === undefined ? null : wholeSeconds(last);
}

/** What is done to a license, with its events. */
class Steps {
  readonly effects: SaleEffect[] = [];
  readonly events: NewEvent[] = [];
  change: LicenseChange = {};
  readonly #record: LicenseRecord;

  constructor(record: LicenseRecord) {
    this.#record = record;
  }

  /** Never shortens, and leaves alone what never expires or has not started to run. */
  extend(until: Temporal.Instant): void {
    const { expiry, graceDays } = this.#record.license;
    if (expiry.kind !== "at" || Temporal.Instant.compare(until, expiry.at) <= 0) return;
    const later: Expiry = { kind: "at", at: until };
    this.change = { ...this.change, lifetime: { expiry: later, graceDays } };
    const changes = changedFields({ expiresOn: expiry.at.toString() }, { expiresOn: until.toString() });
    this.#tell("license.edited", changes, { kind: "extended", until: until.epochMilliseconds });
  }

  deactivate(reason: string | null, now: Temporal.Instant): void {
    const { deactivatedAt, activationUsage } = this.#record.license;
    if (deactivatedAt !== null) return;
    this.change = { ...this.change, deactivatedAt: now };
    const data = { activationsInUse: activationUsage, reason };
    this.#tell("license.deactivated", data, { kind: "deactivated", until: null });
  }

  /** What the vendor has suspended stays the vendor's. */
  suspend(reason: string, now: Temporal.Instant): void {
    const { license, suspendedBy } = this.#record;
    if (license.deactivatedAt !== null || suspendedBy !== null) return;
    this.change = { ...this.change, suspension: { at: now, by: "sale" } };
    this.#tell("license.suspended", { reason, by: "sale" }, { kind: "suspended", until: null });
  }

  /** @param isEnding it ends at once, which is what is told */
  restore(isEnding: boolean): void {
    if (this.#record.suspendedBy !== "sale") return;
    this.change = { ...this.change, suspension: null };
    if (isEnding || this.#record.license.deactivatedAt !== null) return;
    this.#tell("license.restored", { reason: null, by: "sale" }, { kind: "restored", until: null });
  }

  #tell(type: NewEvent["type"], data: Record<string, unknown>, effect: SaleEffect): void {
    this.events.push({ type, about: subjectsOf(this.#record), data });
    this.effects.push(effect);
  }
}
