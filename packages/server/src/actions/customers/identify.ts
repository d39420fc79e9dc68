import { type Context, read } from "#actions/context.ts";
import { type Refusal, refuse } from "#domain/refusal.ts";
import { findCustomer, findCustomerByEmail, findCustomerByVendorId } from "#store/customers.ts";

/** The id of the customer whom somebody calls by their id, by the vendor's own, or by their e-mail. */
export async function identifyCustomer(context: Context, called: string): Promise<string | Refusal> {
  return read<string>(context, "read", async (db) => {
    const customer =
      (await findCustomer(db, called)) ??
      (await findCustomerByEmail(db, called)) ??
      (await findCustomerByVendorId(db, called));
    return customer?.id ?? refuse("CUSTOMER_NOT_FOUND", "No customer has this id or e-mail.");
  });
}
