import type { Insertable, Selectable } from "kysely";
import type { Customer } from "#domain/customers/customer.ts";
import type { Order } from "#domain/orders/order.ts";
import { fromMoment, toMoment } from "#store/moments.ts";
import type { OrderTable } from "#store/schema/licensing.ts";
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
  return row === undefined ? null : toOrderRecord(row);
}

/** Gives an order another buyer and amount. */
export async function updateOrder(
  tx: Tx,
  id: string,
  { customerId, amount }: { readonly customerId: string; readonly amount: Order["amount"] },
): Promise<void> {
  await tx
    .updateTable("orders")
    .set({
      customer_id: customerId,
      amount_value: amount?.value ?? null,
      amount_currency: amount?.currency ?? null,
    })
    .where("id", "=", id)
    .execute();
}

/** How many orders a plan has had, counted by an index. */
export async function countOrdersOfPlan(db: Reader, planId: string): Promise<number> {
  const { count } = await db
    .selectFrom("orders")
    .select((eb) => eb.fn.countAll<number>().as("count"))
    .where("plan_id", "=", planId)
    .executeTakeFirstOrThrow();
  return count;
}

/** How many orders came from where since then. */
export async function countOrdersBySource(db: Reader, since: Temporal.Instant): Promise<Map<Order["source"], number>> {
  const rows = await db
    .selectFrom("orders")
    .select(["source", (eb) => eb.fn.countAll<number>().as("count")])
    .where("created_at", ">=", toMoment(since))
    .groupBy("source")
    .execute();
  return new Map(rows.map(({ source, count }) => [source, count]));
}

/** The ids of the orders that a text names, by id or by number: a query to search by. */
export function ordersNamed(db: Reader, text: string) {
  const number = /^\d{1,15}$/.test(text) ? Number(text) : -1;
  return db
    .selectFrom("orders")
    .select("id")
    .where((eb) => eb.or([eb("id", "=", text), eb("number", "=", number)]));
}

/** The query that every look-up of orders builds on; its rows become records with `toOrderRecord`. */
export function selectOrder(db: Reader) {
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

export function toOrderRecord(row: OrderRow): OrderRecord {
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
