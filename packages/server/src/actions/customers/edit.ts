import { type Context, writeLocked } from "#actions/context.ts";
import { type CustomerDetails, noSuchCustomer, withCounts } from "#actions/customers/get.ts";
import type { Customer } from "#domain/customers/customer.ts";
import { isErased, refuseErased } from "#domain/customers/erasure.ts";
import { changedFields } from "#domain/events.ts";
import { type Refusal, refuseField } from "#domain/refusal.ts";
import { changedElsewhere, type ExpectedRevision } from "#domain/revision.ts";
import { findCustomer, isCustomerIdTaken, updateCustomer } from "#store/customers.ts";

export interface EditCustomerInput {
  readonly id: string;
  readonly expected: ExpectedRevision;
  readonly change: Partial<Pick<Customer, "name" | "customerId">>;
}

/** Renames a customer or gives them another id of the vendor's. The e-mail stays: it is what identifies them. */
export async function editCustomer(
  context: Context,
  { id, expected, change }: EditCustomerInput,
): Promise<CustomerDetails | Refusal> {
  return writeLocked(context, "support", { table: "customers", id }, async (tx) => {
    const before = await findCustomer(tx, id);
    if (before === null) return noSuchCustomer();
    const refusal = changedElsewhere(before.revision, expected);
    if (refusal !== null) return refusal;
    if (isErased(before)) return refuseErased();
    const after = { ...before, ...change };
    const changes = changedFields<Customer>(before, after);
    if (Object.keys(changes).length === 0) return { value: await withCounts(tx, before), events: [] };
    if (changes.customerId && (await isCustomerIdTaken(tx, after.customerId)))
      return refuseField("customerId", "Another customer has this id.");
    const customer = await updateCustomer(tx, id, after);
    return {
      value: await withCounts(tx, customer),
      events: [{ type: "customer.edited", about: { customerId: id }, personal: changes }],
    };
  });
}
