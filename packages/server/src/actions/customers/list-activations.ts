import { type Context, read } from "#actions/context.ts";
import { noSuchCustomer } from "#actions/customers/get.ts";
import type { Refusal } from "#domain/refusal.ts";
import type { Page, PageRequest } from "#kit/paging.ts";
import { type ActivationOfCustomer, listActivationsOfCustomer } from "#store/activations.ts";
import { findCustomer } from "#store/customers.ts";

/** Lists the activations of all licenses of a customer: those in use, or those that have ended. The newest first. */
export async function listActivationsOf(
  context: Context,
  { id, ended }: { id: string; ended: boolean },
  page: PageRequest,
): Promise<Page<ActivationOfCustomer> | Refusal> {
  return read(context, "read", async (db) => {
    if ((await findCustomer(db, id)) === null) return noSuchCustomer();
    return listActivationsOfCustomer(db, id, ended, page);
  });
}
