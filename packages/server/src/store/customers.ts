import type { Insertable, Selectable } from "kysely";
import { type Customer, foldEmail, foldName } from "#domain/customers/customer.ts";
import { type Page, type PageRequest, toPage } from "#kit/paging.ts";
import { customerBegins } from "#store/customer-search.ts";
import { fromMoment } from "#store/moments.ts";
import type { CustomerTable } from "#store/schema/licensing.ts";
import type { Reader, Tx } from "#store/store.ts";

/** A customer, and what else is known of them. */
export interface CustomerRecord extends Customer {
  /** Counts the edits, from 1. */
  readonly revision: number;
  readonly createdAt: Temporal.Instant;
}

export async function insertCustomer(
  tx: Tx,
  row: Omit<Insertable<CustomerTable>, "email_folded" | "name_folded"> & { name: string | null },
): Promise<CustomerRecord> {
  const values = { ...row, email_folded: foldEmail(row.email), name_folded: row.name && foldName(row.name) };
  return toCustomer(await tx.insertInto("customers").values(values).returningAll().executeTakeFirstOrThrow());
}

/** Applies an edit and counts it. */
export async function updateCustomer(
  tx: Tx,
  id: string,
  { name, customerId }: Pick<Customer, "name" | "customerId">,
): Promise<CustomerRecord> {
  const row = await tx
    .updateTable("customers")
    .set({ name, name_folded: name && foldName(name), customer_id: customerId })
    .set((eb) => ({ revision: eb("revision", "+", 1) }))
    .where("id", "=", id)
    .returningAll()
    .executeTakeFirstOrThrow();
  return toCustomer(row);
}

export async function findCustomer(db: Reader, id: string): Promise<CustomerRecord | null> {
  const row = await db.selectFrom("customers").selectAll().where("id", "=", id).executeTakeFirst();
  return row === undefined ? null : toCustomer(row);
}

export async function findCustomerByEmail(db: Reader, email: string): Promise<CustomerRecord | null> {
  const row = await db
    .selectFrom("customers")
    .selectAll()
    .where("email_folded", "=", foldEmail(email))
    .executeTakeFirst();
  return row === undefined ? null : toCustomer(row);
}

export async function findCustomerByVendorId(db: Reader, customerId: string): Promise<CustomerRecord | null> {
  const row = await db.selectFrom("customers").selectAll().where("customer_id", "=", customerId).executeTakeFirst();
  return row === undefined ? null : toCustomer(row);
}

/** Who placed an order. */
export async function findBuyer(db: Reader, orderId: string): Promise<CustomerRecord | null> {
  const row = await db
    .selectFrom("customers")
    .innerJoin("orders", "orders.customer_id", "customers.id")
    .selectAll("customers")
    .where("orders.id", "=", orderId)
    .executeTakeFirst();
  return row === undefined ? null : toCustomer(row);
}

/** The id of the customer with this e-mail: a query to search by. */
export function customerWithEmail(db: Reader, email: string) {
  return db.selectFrom("customers").select("id").where("email_folded", "=", foldEmail(email));
}

/** Counted by the indexes of the customer's rows: as many steps as there are orders and licenses. */
export async function countOrdersAndLicenses(db: Reader, id: string): Promise<{ orders: number; licenses: number }> {
  const [orders, licenses] = await Promise.all(
    (["orders", "licenses"] as const).map((table) =>
      db
        .selectFrom(table)
        .select((eb) => eb.fn.countAll<number>().as("count"))
        .where("customer_id", "=", id)
        .executeTakeFirstOrThrow(),
    ),
  );
  return { orders: orders?.count ?? 0, licenses: licenses?.count ?? 0 };
}

export async function isCustomerIdTaken(db: Reader, customerId: string): Promise<boolean> {
  return (
    (await db.selectFrom("customers").select("id").where("customer_id", "=", customerId).executeTakeFirst()) !==
    undefined
  );
}

/** By what customers are searched. What is left out does not narrow the search. */
export interface CustomerSearch {
  /** How the e-mail or the name begins. */
  readonly search?: string;
  /** How the e-mail begins. */
  readonly email?: string;
}

export async function listCustomers(
  db: Reader,
  { search, email }: CustomerSearch,
  page: PageRequest,
): Promise<Page<CustomerRecord>> {
  let query = db
    .selectFrom("customers")
    .selectAll()
    .orderBy("id", "desc")
    .limit(page.limit + 1);
  if (search !== undefined) query = query.where(await customerBegins(db, "customers.id", search));
  if (email !== undefined) query = query.where(await customerBegins(db, "customers.id", email, ["email_folded"]));
  if (page.before !== null) query = query.where("id", "<", page.before);
  return toPage(await query.execute(), page, toCustomer);
}

function toCustomer(row: Selectable<CustomerTable>): CustomerRecord {
  return {
    id: row.id,
    customerId: row.customer_id,
    email: row.email,
    name: row.name,
    revision: row.revision,
    createdAt: fromMoment(row.created_at),
  };
}
