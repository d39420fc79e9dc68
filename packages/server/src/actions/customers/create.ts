import { type Change, type Context, write } from "#actions/context.ts";
import { type Refusal, refuseField } from "#domain/refusal.ts";
import { newId } from "#kit/ids.ts";
import { type CustomerRecord, findCustomerByEmail, insertCustomer, isCustomerIdTaken } from "#store/customers.ts";
import { toMoment } from "#store/moments.ts";
import type { Tx } from "#store/store.ts";

export interface CustomerInput {
  readonly email: string;
  readonly name: string | null;
  /** The vendor's own id of the customer; null = ours will do. */
  readonly customerId: string | null;
}

export async function createCustomer(context: Context, input: CustomerInput): Promise<CustomerRecord | Refusal> {
  return write(context, "support", async (tx, now) => {
    if ((await findCustomerByEmail(tx, input.email)) !== null)
      return refuseField("email", "Another customer has this e-mail.");
    return addCustomer(tx, input, now);
  });
}

/** Adds a customer whose e-mail is known to be new, in the transaction of whoever found that out. */
export async function addCustomer(
  tx: Tx,
  input: CustomerInput,
  now: Temporal.Instant,
  field = "customerId",
): Promise<Change<CustomerRecord> | Refusal> {
  if (input.customerId !== null && (await isCustomerIdTaken(tx, input.customerId))) {
    return refuseField(field, "Another customer has this id.");
  }
  const id = newId(now);
  const customer = await insertCustomer(tx, {
    id,
    customer_id: input.customerId ?? id,
    email: input.email,
    name: input.name,
    created_at: toMoment(now),
  });
  return { value: customer, events: [{ type: "customer.created", about: { customerId: id } }] };
}
