import { type Selectable, sql } from "kysely";
import { type Customer, foldEmail } from "#domain/customers/customer.ts";
import { unrecognisable, withoutBuyer, withoutPersons } from "#domain/customers/erasure.ts";
import { ACTOR_NAME, withoutPersonal } from "#domain/record/personal.ts";
import type { Fact } from "#domain/sales/facts.ts";
import { eventsOfCustomer } from "#store/events-of-customer.ts";
import type { EventTable } from "#store/schema/record.ts";
import type { Reader, Tx } from "#store/store.ts";

/* Where something stands that names a customer, table by table. Each answers how much of it there was. */

/**
 * Locks the customer and all that is theirs, in the order in which others do: those who take in sales first, then the
 * customer, then their licenses.
 */
export async function lockCustomer(tx: Tx, id: string): Promise<void> {
  await tx.selectFrom("sale_providers").select("id").orderBy("id").forUpdate().execute();
  await tx.selectFrom("customers").select("id").where("id", "=", id).forUpdate().execute();
  await tx.selectFrom("licenses").select("id").where("customer_id", "=", id).orderBy("id").forUpdate().execute();
}

export async function eraseCustomer(tx: Tx, id: string): Promise<number> {
  const { email, customerId } = unrecognisable(id);
  const { numUpdatedRows } = await tx
    .updateTable("customers")
    .set({ email, email_folded: foldEmail(email), name: null, name_folded: null, customer_id: customerId })
    .set((eb) => ({ revision: eb("revision", "+", 1) }))
    .where("id", "=", id)
    .where((eb) => eb.or([eb("email", "!=", email), eb("name", "is not", null), eb("customer_id", "!=", customerId)]))
    .executeTakeFirst();
  return Number(numUpdatedRows);
}

/** Says of their licenses that nothing that names anybody is to be kept with them. */
export async function eraseFromLicenses(tx: Tx, customerId: string): Promise<number> {
  const { numUpdatedRows } = await tx
    .updateTable("licenses")
    .set({ nameless: 1 })
    .where("customer_id", "=", customerId)
    .where("nameless", "=", 0)
    .executeTakeFirst();
  return Number(numUpdatedRows);
}

/**
 * Forgets what their devices are called and told of themselves. A device is known by its fingerprint as before, of which a
 * keyed hash is kept.
 */
export async function eraseDevices(
  tx: Tx,
  customerId: string,
  hide: (licenseId: string, fingerprint: string) => string,
): Promise<number> {
  const devices = await tx
    .selectFrom("activations")
    .innerJoin("licenses", "licenses.id", "activations.license_id")
    .select(["activations.id", "license_id", "activations.name", "fingerprint", "metadata"])
    .where("licenses.customer_id", "=", customerId)
    .execute();
  let erased = 0;
  // In the order of the ids, as whoever changes several of them does.
  for (const device of devices.sort((one, other) => (one.id < other.id ? -1 : 1))) {
    const fingerprint = device.fingerprint === null ? null : hide(device.license_id, device.fingerprint);
    if (device.name === null && fingerprint === device.fingerprint && device.metadata === "{}") continue;
    await tx
      .updateTable("activations")
      .set({ name: null, fingerprint, metadata: "{}" })
      .where("id", "=", device.id)
      .execute();
    erased++;
  }
  return erased;
}

/** Deletes mails to them and about their licenses: what they say is written to a person. */
export async function eraseMails(tx: Tx, customer: Customer): Promise<number> {
  const ids = mailsTo(tx, customer).select("id");
  const { numDeletedRows } = await tx.deleteFrom("outbox").where("id", "in", ids).executeTakeFirst();
  return Number(numDeletedRows);
}

/** The mails to them and about their licenses. */
export function mailsTo(db: Reader, { id, email }: Customer) {
  return db
    .selectFrom("outbox")
    .where((eb) =>
      eb.or([
        eb(sql`lower(recipient)`, "=", foldEmail(email)),
        eb("recipient", "=", email),
        eb("license_id", "in", db.selectFrom("licenses").select("id").where("customer_id", "=", id)),
      ]),
    );
}

/** Signs them out of the portal. */
export async function erasePortalSessions(tx: Tx, customerId: string): Promise<number> {
  let deleted = 0;
  for (const table of ["portal_sessions", "portal_sign_ins"] as const) {
    const { numDeletedRows } = await tx.deleteFrom(table).where("customer_id", "=", customerId).executeTakeFirst();
    deleted += Number(numDeletedRows);
  }
  return deleted;
}

/** Forgets who bought in what payment providers told: of the sales that became their orders, and those with their e-mail. */
export async function eraseSales(tx: Tx, customer: Customer): Promise<number> {
  const rows = await saleEventsOf(tx, customer).execute();
  let erased = 0;
  for (const { id, facts, email } of rows) {
    const nameless = JSON.stringify(withoutBuyer(JSON.parse(facts) as Fact[]));
    if (nameless === facts && email === null) continue;
    await tx.updateTable("sale_events").set({ facts: nameless, email: null }).where("id", "=", id).execute();
    erased++;
  }
  return erased;
}

/** What payment providers told of their sales, by way of their orders or their e-mail. */
export function saleEventsOf(db: Reader, { id, email }: Customer) {
  const ofOrders = db
    .selectFrom("sales")
    .innerJoin("orders", "orders.id", "sales.order_id")
    .select("sales.id")
    .where("orders.customer_id", "=", id);
  const withEmail = db
    .selectFrom("sale_events as told")
    .select("told.sale_id")
    .where(sql`lower(told.email)`, "=", foldEmail(email))
    .where("told.sale_id", "is not", null);
  return db
    .selectFrom("sale_events")
    .selectAll()
    .where((eb) =>
      eb.or([
        eb("sale_id", "in", ofOrders),
        eb("sale_id", "in", withEmail),
        eb(sql`lower(email)`, "=", foldEmail(email)),
      ]),
    )
    .orderBy("id");
}

/** Erases what the record tells of them. The vendor's people, who acted, keep their names. */
export async function eraseFromEvents(tx: Tx, customerId: string): Promise<number> {
  let erased = 0;
  for await (const rows of eventsOfCustomer(tx, customerId))
    for (const row of rows) if (await forgetInEvent(tx, row, "all")) erased++;
  return erased;
}

/**
 * Forgets these things that an event tells, or all that may be about its customer. The hashes of what is forgotten stay,
 * and with them the chain holds. Answers whether there was anything.
 */
export async function forgetInEvent(
  tx: Tx,
  row: Pick<Selectable<EventTable>, "id" | "type" | "actor_kind" | "actor_name" | "data" | "number" | "personal">,
  names: readonly string[] | "all",
): Promise<boolean> {
  const isOwnAct = row.actor_kind === "customer" && names === "all";
  if (row.number === null) {
    const data = JSON.stringify(withoutPersons(row.type, JSON.parse(row.data), names));
    const actorName = isOwnAct ? null : row.actor_name;
    if (data === row.data && actorName === row.actor_name) return false;
    await tx.updateTable("events").set({ data, actor_name: actorName }).where("id", "=", row.id).execute();
    return true;
  }
  if (row.personal === null) return false;
  const personal = withoutPersonal(row.personal, (name) => {
    if (name === ACTOR_NAME) return isOwnAct;
    return names === "all" || names.includes(name);
  });
  if (personal === row.personal) return false;
  await tx.updateTable("events").set({ personal }).where("id", "=", row.id).execute();
  return true;
}
