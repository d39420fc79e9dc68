import { type Context, read } from "#actions/context.ts";
import type { Refusal } from "#domain/refusal.ts";
import type { Page, PageRequest } from "#kit/paging.ts";
import { listMails, type MailRecord, type MailSearch } from "#store/outbox.ts";

/** Lists the mails of the last months, the newest first, narrowed by a search. */
export async function searchMails(
  context: Context,
  search: MailSearch,
  page: PageRequest,
): Promise<Page<MailRecord> | Refusal> {
  return read(context, "read", (db) => listMails(db, search, page));
}
