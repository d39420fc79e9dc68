import { type Context, read } from "#actions/context.ts";
import type { Refusal } from "#domain/refusal.ts";
import type { Page, PageRequest } from "#kit/paging.ts";
import { type CustomerRecord, listCustomers } from "#store/customers.ts";

/** Lists customers, the newest first. @param emailStart how the e-mail begins; null lists everybody */
export async function searchCustomers(
  context: Context,
  emailStart: string | null,
  page: PageRequest,
): Promise<Page<CustomerRecord> | Refusal> {
  return read(context, "read", (db) => listCustomers(db, emailStart, page));
}
