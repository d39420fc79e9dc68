import { type Context, read } from "#actions/context.ts";
import { noSuchCustomer } from "#actions/customers/get.ts";
import type { Refusal } from "#domain/refusal.ts";
import { findCustomer } from "#store/customers.ts";
import { type PersonalData, readPersonalData } from "#store/personal-data.ts";

/** Tells all that is held about one customer, as they may ask for (GDPR, article 15). */
export async function exportCustomer(context: Context, id: string): Promise<PersonalData | Refusal> {
  return read(context, "admin", async (db) => {
    const customer = await findCustomer(db, id);
    return customer === null ? noSuchCustomer() : readPersonalData(db, customer);
  });
}
