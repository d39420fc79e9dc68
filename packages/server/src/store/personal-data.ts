import type { Customer } from "#domain/customers/customer.ts";
import type { CustomerRecord } from "#store/customers.ts";
import { mailsTo, saleEventsOf } from "#store/erasure.ts";
import { toldBy } from "#store/events.ts";
import { eventsOfCustomer } from "#store/events-of-customer.ts";
import { reverse } from "#store/licenses.ts";
import { fromMomentOrNull } from "#store/moments.ts";
import type { Reader } from "#store/store.ts";

/** Something that is held about a person, in the words of the tables; moments as ISO 8601. */
type Held = Readonly<Record<string, unknown>>;

/** All that is held about one customer. */
export interface PersonalData {
  readonly customer: Held;
  readonly orders: readonly Held[];
  readonly licenses: readonly Held[];
  readonly devices: readonly Held[];
  readonly portalSessions: readonly Held[];
  readonly mails: readonly Held[];
  readonly sales: readonly Held[];
  readonly events: readonly Held[];
}

/** All that is held about a customer. A license's key is told by its end: whoever has it knows it. */
export async function readPersonalData(db: Reader, customer: CustomerRecord): Promise<PersonalData> {
  const { id, createdAt, revision: _, ...known } = customer;
  const [orders, licenses, devices, portalSessions, mails, sales, events] = await Promise.all([
    ordersOf(db, id),
    licensesOf(db, id),
    devicesOf(db, id),
    portalSessionsOf(db, id),
    mailsOf(db, customer),
    salesOf(db, customer),
    eventsOf(db, id),
  ]);
  const held = { id, ...known, createdAt: createdAt.toString() };
  return { customer: held, orders, licenses, devices, portalSessions, mails, sales, events };
}

async function ordersOf(db: Reader, customerId: string): Promise<Held[]> {
  const rows = await db
    .selectFrom("orders")
    .innerJoin("plans", "plans.id", "orders.plan_id")
    .innerJoin("products", "products.id", "orders.product_id")
    .select(["orders.id", "number", "status", "source", "amount_value", "amount_currency", "orders.created_at"])
    .select(["plans.name as plan", "products.name as product"])
    .where("orders.customer_id", "=", customerId)
    .orderBy("orders.id")
    .execute();
  return rows.map(({ created_at, amount_value, amount_currency, ...order }) => ({
    ...order,
    amount: amount_value === null ? null : { value: amount_value, currency: amount_currency },
    createdAt: spell(created_at),
  }));
}

async function licensesOf(db: Reader, customerId: string): Promise<Held[]> {
  const rows = await db
    .selectFrom("licenses")
    .selectAll()
    .where("customer_id", "=", customerId)
    .orderBy("id")
    .execute();
  return rows.map((row) => ({
    id: row.id,
    orderId: row.order_id,
    keyEnding: reverse(row.key_ending_reversed),
    activationLimit: row.activation_limit,
    activationUsage: row.activation_usage,
    createdAt: spell(row.created_at),
    activatedAt: spell(row.activated_at),
    expiresAt: spell(row.expires_at),
    suspendedAt: spell(row.suspended_at),
    deactivatedAt: spell(row.deactivated_at),
  }));
}

async function devicesOf(db: Reader, customerId: string): Promise<Held[]> {
  const rows = await db
    .selectFrom("activations")
    .innerJoin("licenses", "licenses.id", "activations.license_id")
    .selectAll("activations")
    .where("licenses.customer_id", "=", customerId)
    .orderBy("activations.license_id")
    .execute();
  return rows.map(({ id, license_id, name, fingerprint, metadata, ...times }) => ({
    ...{ id, licenseId: license_id, name, fingerprint, metadata: JSON.parse(metadata) },
    activatedAt: spell(times.activated_at),
    lastSeenAt: spell(times.last_seen_at),
    endedAt: spell(times.ended_at),
    ending: times.ending,
  }));
}

async function portalSessionsOf(db: Reader, customerId: string): Promise<Held[]> {
  const rows = await db
    .selectFrom("portal_sessions")
    .select(["created_at", "expires_at", "license_id"])
    .where("customer_id", "=", customerId)
    .orderBy("id")
    .execute();
  return rows.map(({ created_at, expires_at, license_id }) => ({
    licenseId: license_id,
    createdAt: spell(created_at),
    expiresAt: spell(expires_at),
  }));
}

async function mailsOf(db: Reader, customer: Customer): Promise<Held[]> {
  const rows = await mailsTo(db, customer).selectAll().orderBy("id").execute();
  return rows.map(({ id, kind, recipient, subject, state, license_id, last_error, created_at, settled_at }) => ({
    ...{ id, kind, recipient, subject, state, licenseId: license_id, lastError: last_error },
    createdAt: spell(created_at),
    settledAt: spell(settled_at),
  }));
}

async function salesOf(db: Reader, customer: Customer): Promise<Held[]> {
  const rows = await saleEventsOf(db, customer).execute();
  return rows.map(({ id, provider, event, type, email, facts, at, received_at }) => ({
    ...{ id, provider, event, type, email, facts: JSON.parse(facts) },
    at: spell(at),
    receivedAt: spell(received_at),
  }));
}

async function eventsOf(db: Reader, customerId: string): Promise<Held[]> {
  const rows = (await Array.fromAsync(eventsOfCustomer(db, customerId))).flat();
  return rows
    .sort((one, other) => (one.id < other.id ? -1 : 1))
    .map((row) => ({
      id: row.id,
      at: spell(row.at),
      type: row.type,
      // Who of the vendor's people did it is about them.
      by: row.actor_kind,
      licenseId: row.license_id,
      orderId: row.order_id,
      activationId: row.activation_id,
      data: toldBy(row).data,
    }));
}

function spell(moment: number | null): string | null {
  return fromMomentOrNull(moment)?.toString() ?? null;
}
