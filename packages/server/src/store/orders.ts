import type { Insertable, Selectable } from "kysely";
import type { Customer } from "#domain/customers/customer.ts";
import type { Order } from "#domain/orders/order.ts";
import { type Page, type PageRequest, toPage } from "#kit/paging.ts";
import { customerWithEmail } from "#store/customers.ts";
import { fromMoment } from "#store/moments.ts";
import { productsNamed } from "#store/products.ts";
import type { OrderTable } from "#store/schema.ts";
import type { Reader, Tx } from "#store/store.ts";

/** An order with all that an answer about it tells, but for its license. */
export interface OrderRecord {
  readonly order: Order;
  readonly customer: Customer;
  readonly plan: { readonly id: string; readonly identifier: string; readonly name: string };
  readonly product: { readonly id: string; readonly identifier: string; readonly name: string };
}

export async function insertOrder(tx: Tx, row: Insertable<OrderTable>): Promise<void> {
  await tx.insertInto("orders").values(row).execute();
}

export async function findOrder(db: Reader, id: string): Promise<OrderRecord | null> {
  const row = await selectOrder(db).where("orders.id", "=", id).executeTakeFirst();
  return row === undefined ? null : toRecord(row);
}

/** By what orders are searched. Null does not narrow the search. */
export interface OrderSearch {
  readonly email: string | null;
  readonly number: number | null;
  /** A product's id or identifier. */
  readonly product: string | null;
}

export async function listOrders(
  db: Reader,
  { email, number, product }: OrderSearch,
  page: PageRequest,
): Promise<Page<OrderRecord>> {
  let query = selectOrder(db)
    .orderBy("orders.id", "desc")
    .limit(page.limit + 1);
  if (page.before !== null) query = query.where("orders.id", "<", page.before);
  if (number !== null) query = query.where("orders.number", "=", number);
  if (email !== null) query = query.where("orders.customer_id", "=", customerWithEmail(db, email));
  if (product !== null) query = query.where("orders.product_id", "in", productsNamed(db, product));
  return toPage(await query.execute(), page, toRecord);
}

/** The ids of the orders that a text names, by id or by number: a query to search by. */
export function ordersNamed(db: Reader, text: string) {
  const number = /^\d{1,15}$/.test(text) ? Number(text) : -1;
  return db
    .selectFrom("orders")
    .select("id")
    .where((eb) => eb.or([eb("id", "=", text), eb("number", "=", number)]));
}

function selectOrder(db: Reader) {
  return db
    .selectFrom("orders")
    .innerJoin("customers", "customers.id", "orders.customer_id")
    .innerJoin("plans", "plans.id", "orders.plan_id")
    .innerJoin("products", "products.id", "orders.product_id")
    .selectAll("orders")
    .select([
      "customers.customer_id as vendor_customer_id",
      "customers.email as customer_email",
      "customers.name as customer_name",
      "plans.identifier as plan_identifier",
      "plans.name as plan_name",
      "products.identifier as product_identifier",
      "products.name as product_name",
    ]);
}

type OrderRow = Selectable<OrderTable> & {
  vendor_customer_id: string;
  customer_email: string;
  customer_name: string | null;
  plan_identifier: string;
  plan_name: string;
  product_identifier: string;
  product_name: string;
};

function toRecord(row: OrderRow): OrderRecord {
  const { amount_value: value, amount_currency: currency } = row;
  return {
    order: {
      id: row.id,
      number: row.number,
      status: row.status,
      source: row.source,
      amount: value === null || currency === null ? null : { value, currency },
      createdAt: fromMoment(row.created_at),
    },
    customer: {
      id: row.customer_id,
      customerId: row.vendor_customer_id,
      email: row.customer_email,
      name: row.customer_name,
    },
    plan: { id: row.plan_id, identifier: row.plan_identifier, name: row.plan_name },
    product: { id: row.product_id, identifier: row.product_identifier, name: row.product_name },
  };
}
