import type { Insertable, Selectable } from "kysely";
import { type Customer, foldEmail } from "#domain/customers/customer.ts";
import { type Page, type PageRequest, toPage } from "#kit/paging.ts";
import { fromMoment } from "#store/moments.ts";
import type { CustomerTable } from "#store/schema.ts";
import type { Reader, Tx } from "#store/store.ts";

/** A customer in the list of customers. */
export interface CustomerRecord extends Customer {
  readonly createdAt: Temporal.Instant;
}

export async function insertCustomer(
  tx: Tx,
  row: Omit<Insertable<CustomerTable>, "email_folded">,
): Promise<CustomerRecord> {
  const values = { ...row, email_folded: foldEmail(row.email) };
  return toCustomer(await tx.insertInto("customers").values(values).returningAll().executeTakeFirstOrThrow());
}

export async function findCustomerByEmail(db: Reader, email: string): Promise<CustomerRecord | null> {
  const row = await db
    .selectFrom("customers")
    .selectAll()
    .where("email_folded", "=", foldEmail(email))
    .executeTakeFirst();
  return row === undefined ? null : toCustomer(row);
}

/** The id of the customer with this e-mail: a query to search by. */
export function customerWithEmail(db: Reader, email: string) {
  return db.selectFrom("customers").select("id").where("email_folded", "=", foldEmail(email));
}

export async function isCustomerIdTaken(db: Reader, customerId: string): Promise<boolean> {
  return (
    (await db.selectFrom("customers").select("id").where("customer_id", "=", customerId).executeTakeFirst()) !==
    undefined
  );
}

/** @param emailStart how the e-mail begins; null lists everybody */
export async function listCustomers(
  db: Reader,
  emailStart: string | null,
  page: PageRequest,
): Promise<Page<CustomerRecord>> {
  let query = db
    .selectFrom("customers")
    .selectAll()
    .orderBy("id", "desc")
    .limit(page.limit + 1);
  if (emailStart !== null) {
    const start = foldEmail(emailStart);
    // A range instead of LIKE: an index serves it on every engine, and % or _ mean nothing.
    query = query.where("email_folded", ">=", start).where("email_folded", "<", `${start}\u{10ffff}`);
  }
  if (page.before !== null) query = query.where("id", "<", page.before);
  return toPage(await query.execute(), page, toCustomer);
}

function toCustomer(row: Selectable<CustomerTable>): CustomerRecord {
  return {
    id: row.id,
    customerId: row.customer_id,
    email: row.email,
    name: row.name,
    createdAt: fromMoment(row.created_at),
  };
}
