import { type Context, read } from "#actions/context.ts";
import { isErased } from "#domain/customers/erasure.ts";
import { type Refusal, refuse } from "#domain/refusal.ts";
import { type CustomerRecord, countOrdersAndLicenses, findCustomer } from "#store/customers.ts";
import type { Reader } from "#store/store.ts";

/** A customer, and how many orders and licenses are theirs. */
export interface CustomerDetails extends CustomerRecord {
  readonly orders: number;
  readonly licenses: number;
  readonly isErased: boolean;
}

export async function getCustomer(context: Context, id: string): Promise<CustomerDetails | Refusal> {
  return read(context, "read", async (db) => {
    const customer = await findCustomer(db, id);
    return customer === null ? noSuchCustomer() : withCounts(db, customer);
  });
}

export async function withCounts(db: Reader, customer: CustomerRecord): Promise<CustomerDetails> {
  return { ...customer, ...(await countOrdersAndLicenses(db, customer.id)), isErased: isErased(customer) };
}

/** The refusal of an id that no customer has. */
export function noSuchCustomer(): Refusal {
  return refuse("CUSTOMER_NOT_FOUND", "No customer has this id.");
}
