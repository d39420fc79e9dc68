import { type Change, type Context, read, write } from "#actions/context.ts";
import { settleSale } from "#actions/sales/settle.ts";
import { isErased, withoutBuyer } from "#domain/customers/erasure.ts";
import type { Refusal } from "#domain/refusal.ts";
import type { Provider, ReceivedEvent } from "#domain/sales/facts.ts";
import { type SaleTarget, saleTarget } from "#domain/sales/target.ts";
import { newId } from "#kit/ids.ts";
import { findBuyer } from "#store/customers.ts";
import { toMoment } from "#store/moments.ts";
import { findSaleEvent, insertSaleEvent, type SaleState, updateSaleEvent } from "#store/sale-events.ts";
import {
  findSalesOfKeys,
  insertSale,
  insertSaleKeys,
  listFacts,
  lockProvider,
  mergeSales,
  type SaleRecord,
} from "#store/sales.ts";
import type { Tx } from "#store/store.ts";

/** Whether an event came in before and nothing more can come of it, without waiting for those that are taken in now. */
export async function isSettled(
  context: Context,
  { provider, event }: Pick<ReceivedEvent, "provider" | "event">,
): Promise<boolean | Refusal> {
  return read(context, "write", async (db) => {
    const known = await findSaleEvent(db, provider, event);
    return known !== null && !isOpen(known);
  });
}

/** A sale that has no order yet may learn more from an event that comes again, if its provider was asked about it meanwhile. */
function isOpen({ state }: { readonly state: SaleState }): boolean {
  return state === "needs_plan" || state === "waiting";
}

/**
 * Takes in an event of a payment provider: keeps what it tells, and brings its sale to where all that is known says that
 * it is. The same event again changes nothing, unless it tells more by now. Answers whether anything was changed.
 * @param isWhole whether it tells all that its provider could be asked about it
 */
export async function receiveEvent(
  context: Context,
  received: ReceivedEvent,
  isWhole: boolean,
): Promise<boolean | Refusal> {
  const { provider, event, type, at } = received;
  return write(context, "write", async (tx, now): Promise<Change<boolean>> => {
    await lockProvider(tx, provider);
    const before = await findSaleEvent(tx, provider, event);
    if (before !== null && !(isWhole && isOpen(before))) return { value: false, events: [] };
    const known = received.facts.length === 0 ? null : await saleOf(tx, received, now);
    const { email, facts } = await nameless(tx, known?.sale ?? null, received);
    const id = before?.id ?? newId(now);
    const told = { sale_id: known?.sale.id ?? null, facts: JSON.stringify(facts) };
    if (before === null)
      await insertSaleEvent(tx, {
        ...{ id, provider, event, type, at, email, ...told },
        received_at: toMoment(now),
        state: "ignored",
        effects: "[]",
      });
    else await updateSaleEvent(tx, id, told);
    if (known === null) return { value: true, events: [], keeps: true };
    const { effects, events, mails } = await settleSale(context, tx, known.sale, known.before, now);
    if (effects.length > 0) await updateSaleEvent(tx, id, { effects: JSON.stringify(effects) });
    return { value: true, events, mails, keeps: true };
  });
}

/** What is kept of an event: of whoever was erased, not who they are. */
async function nameless(tx: Tx, sale: SaleRecord | null, { email, facts }: ReceivedEvent) {
  const buyer = sale?.order_id == null ? null : await findBuyer(tx, sale.order_id);
  return buyer !== null && isErased(buyer) ? { email: null, facts: withoutBuyer(facts) } : { email, facts };
}

/**
 * The sale that an event is about: a new one, the one that is known by one of its ids, or one made of those that turn out to
 * be one. With what it told before.
 */
async function saleOf(
  tx: Tx,
  { provider, keys: ids }: Pick<ReceivedEvent, "provider" | "keys">,
  now: Temporal.Instant,
): Promise<{ sale: SaleRecord; before: SaleTarget }> {
  const keys = ids.map((id) => keyOf(provider, id));
  const [first, ...others] = [...(await findSalesOfKeys(tx, keys))].sort(
    (one, other) => weightOf(other) - weightOf(one),
  );
  const sale =
    first ?? (await insertSale(tx, { id: newId(now), provider, state: "waiting", created_at: toMoment(now) }));
  const before = saleTarget(await listFacts(tx, sale.id));
  // Two orders never become one: each has its own license.
  for (const other of others) if (other.order_id === null) await mergeSales(tx, sale.id, other.id);
  await insertSaleKeys(tx, sale.id, keys);
  return { sale, before };
}

/** Which of two sales goes on: the one that somebody has already dealt with. */
function weightOf({ order_id, state, plan_id }: SaleRecord): number {
  if (order_id !== null) return 3;
  return state === "dismissed" ? 2 : plan_id === null ? 0 : 1;
}

function keyOf(provider: Provider, id: string): string {
  return `${provider}:${id}`;
}
