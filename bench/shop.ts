import type { Insertable } from "kysely";
import type { Context } from "../packages/server/src/actions/context.ts";
import { newKey, storeKey } from "../packages/server/src/actions/licenses/key.ts";
import { createPlan } from "../packages/server/src/actions/plans/create.ts";
import { createProduct } from "../packages/server/src/actions/products/create.ts";
import { createToken } from "../packages/server/src/actions/tokens/create.ts";
import { foldEmail, foldName } from "../packages/server/src/domain/customers/customer.ts";
import type { NewEvent } from "../packages/server/src/domain/events.ts";
import { expiresAt, expiryOnPurchase, graceEndsAt } from "../packages/server/src/domain/licenses/terms.ts";
import type { Plan } from "../packages/server/src/domain/plans/plan.ts";
import { type ChainHead, chainOf, NO_EVENT } from "../packages/server/src/domain/record/chain.ts";
import { isRefusal, type Refusal } from "../packages/server/src/domain/refusal.ts";
import { newId } from "../packages/server/src/kit/ids.ts";
import type { Vault } from "../packages/server/src/kit/vault.ts";
import { rowAfter } from "../packages/server/src/store/events.ts";
import type { Schema } from "../packages/server/src/store/schema.ts";

/*
 * A shop that has sold many licenses. Its product, plans and token are made by the actions that make them anywhere. The
 * orders are rows as `actions/orders/place.ts` leaves them behind, made here without a transaction for each.
 */

/** The rows of some orders, by table, each to be inserted after those before it. */
export interface Sold {
  readonly customers: Insertable<Schema["customers"]>[];
  readonly orders: Insertable<Schema["orders"]>[];
  readonly licenses: Insertable<Schema["licenses"]>[];
  readonly events: Insertable<Schema["events"]>[];
  readonly chains: Insertable<Schema["chains"]>[];
  /** The keys in the clear, license by license. */
  readonly keys: { readonly key: string; readonly isUnlimited: boolean }[];
}

export interface Shop {
  /** One in twenty is of a plan without a limit, for many activations of few licenses. */
  readonly plans: { readonly limited: Plan; readonly unlimited: Plan };
  readonly keyPrefix: string;
  /** A server token with the scope `admin`. */
  readonly token: string;
}

/** The days over which the orders are spread, so that none has expired: the licenses last a year. */
export const DAYS = 300;
const UNLIMITED_EVERY = 20;
const ORDERS_PER_CUSTOMER = 2;
/** Only what happened to the newest licenses is on record: all of it would be two thirds of the largest database. */
const LICENSES_WITH_EVENTS = 200_000;
const FIRST_ORDER_NUMBER = 1001;
const FIRST_NAMES = ["Ines", "Priya", "Lukas", "Hannah", "Omar", "Bea", "Mateo", "Felix", "Grace", "Elif"];
const LAST_NAMES = ["Duarte", "Raman", "Brandt", "Keller", "Haddad", "Lindt", "Ruiz", "Adler", "Lin", "Kaya"];

export async function openShop(context: Context): Promise<Shop> {
  const product = taken(
    await createProduct(context, {
      name: "Halcyon Studio",
      identifier: null,
      keyPrefix: "HALC",
      description: "",
      taxCode: "software",
    }),
  );
  const expiry = { value: 1, unit: "years", from: "purchase" } as const;
  const plan = { productId: product.id, identifier: null, description: "" };
  const limited = await createPlan(context, {
    ...plan,
    name: "Studio yearly",
    terms: { activationLimit: 5, expiry, graceDays: 7, releaseAfterDays: 90 },
  });
  const unlimited = await createPlan(context, { ...plan, name: "Studio site", terms: { expiry } });
  const { text: token } = taken(await createToken(context, { name: "bench", scope: "admin" }));
  return { plans: { limited: taken(limited), unlimited: taken(unlimited) }, keyPrefix: product.keyPrefix, token };
}

/** Sells licenses until now, one order each, and hands them over in batches. */
export function* sell(
  shop: Shop,
  vault: Vault,
  now: Temporal.Instant,
  licenses: number,
  batch = 1000,
): Generator<Sold> {
  const begun = now.epochMilliseconds - DAYS * 24 * 3_600_000;
  const pace = (now.epochMilliseconds - begun) / licenses;
  let buyer: Buyer | null = null;
  for (let first = 0; first < licenses; first += batch) {
    const sold: Sold = { customers: [], orders: [], licenses: [], events: [], chains: [], keys: [] };
    const isOnRecord = licenses - first <= LICENSES_WITH_EVENTS;
    const record = isOnRecord ? recordIn(sold.events) : recordNothing;
    for (let index = first; index < Math.min(first + batch, licenses); index++) {
      const at = Temporal.Instant.fromEpochMilliseconds(Math.floor(begun + index * pace));
      if (buyer === null || index % ORDERS_PER_CUSTOMER === 0)
        buyer = welcome(sold, record, index / ORDERS_PER_CUSTOMER, at);
      const isUnlimited = index % UNLIMITED_EVERY === 0;
      const plan = isUnlimited ? shop.plans.unlimited : shop.plans.limited;
      const key = newKey(shop.keyPrefix);
      sellOne(sold, record, vault, { plan, key, buyer, number: FIRST_ORDER_NUMBER + index, at });
      sold.keys.push({ key, isUnlimited });
      const isLast = (index + 1) % ORDERS_PER_CUSTOMER === 0 || index + 1 === licenses;
      if (isLast && isOnRecord) sold.chains.push({ id: buyer.chain, ...buyer.head });
    }
    yield sold;
  }
}

/** The order number that comes after those of the licenses sold. */
export function nextOrderNumber(licenses: number): number {
  return FIRST_ORDER_NUMBER + licenses;
}

/** A customer, and where the chain of their events stands. */
interface Buyer {
  readonly id: string;
  readonly chain: string;
  head: ChainHead;
}

function welcome(sold: Sold, record: Recording, index: number, at: Temporal.Instant): Buyer {
  const id = newId(at);
  const first = FIRST_NAMES[index % FIRST_NAMES.length] ?? "";
  const last = LAST_NAMES[Math.floor(index / FIRST_NAMES.length) % LAST_NAMES.length] ?? "";
  const name = `${first} ${last}`;
  const email = `${first}.${last}.${index}@example.com`;
  const customer = {
    id,
    customer_id: id,
    email,
    email_folded: foldEmail(email),
    name,
    name_folded: foldName(name),
    created_at: at.epochMilliseconds,
  };
  sold.customers.push(customer);
  const about = { customerId: id };
  const head = record(NO_EVENT, { type: "customer.created", about }, at);
  return { id, chain: chainOf(about), head };
}

function sellOne(
  sold: Sold,
  record: Recording,
  vault: Vault,
  { plan, key, buyer, number, at }: { plan: Plan; key: string; buyer: Buyer; number: number; at: Temporal.Instant },
): void {
  const [orderId, licenseId] = [newId(at), newId(at)];
  const moment = at.epochMilliseconds;
  const { activationLimit, graceDays, releaseAfterDays } = plan.terms;
  const expiry = expiryOnPurchase(plan.terms, at);
  if (expiry === null) throw new Error("the plan lasts too long");
  const stored = storeKey(vault, licenseId, key);
  const customerId = buyer.id;
  const about = { orderId, customerId, planId: plan.id, productId: plan.product.id };
  buyer.head = record(buyer.head, { type: "order.placed", about, data: { number } }, at);
  const terms = { activationLimit, expiresOn: expiresAt(expiry)?.toString() ?? null, planVersion: plan.version };
  const chain = record(NO_EVENT, { type: "license.issued", about: { licenseId, ...about }, data: terms }, at);
  sold.orders.push({
    id: orderId,
    number,
    status: "complete",
    source: "api",
    customer_id: customerId,
    plan_id: plan.id,
    product_id: plan.product.id,
    amount_value: "149.00",
    amount_currency: "EUR",
    licensed: 1,
    created_at: moment,
  });
  sold.licenses.push({
    id: licenseId,
    order_id: orderId,
    customer_id: customerId,
    plan_id: plan.id,
    product_id: plan.product.id,
    plan_version: plan.version,
    key_digest: stored.digest,
    key_sealed: stored.sealed,
    key_prefix: stored.prefix,
    key_ending_reversed: [...stored.ending].reverse().join(""),
    activation_limit: activationLimit,
    expires_at: expiresAt(expiry)?.epochMilliseconds ?? null,
    grace_ends_at: graceEndsAt({ expiry, graceDays })?.epochMilliseconds ?? null,
    pending_expiry_value: null,
    pending_expiry_unit: null,
    grace_days: graceDays,
    release_after_days: releaseAfterDays,
    activated_at: null,
    deactivated_at: null,
    created_at: moment,
    chain_length: chain.length,
    chain_hash: chain.hash,
  });
}

/** Puts an event on record behind the last one of its chain. Answers where the chain stands then. */
type Recording = (head: ChainHead, event: NewEvent, at: Temporal.Instant) => ChainHead;

function recordIn(events: Sold["events"]): Recording {
  return (head, event, at) => {
    const row = rowAfter(head, event, { kind: "operator" }, at);
    events.push(row);
    return { length: row.number, hash: row.hash };
  };
}

const recordNothing: Recording = (head) => head;

function taken<T>(outcome: T | Refusal): T {
  if (isRefusal(outcome)) throw new Error(`the shop was refused: ${outcome.detail}`);
  return outcome;
}
