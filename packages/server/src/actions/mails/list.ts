import { type Context, read } from "#actions/context.ts";
import { type MailView, viewMail } from "#actions/mails/view.ts";
import type { Refusal } from "#domain/refusal.ts";
import type { Page, PageRequest } from "#kit/paging.ts";
import { listMails, type MailSearch } from "#store/outbox.ts";

/** Lists the mails of the last months, the newest first, narrowed by a search. */
export async function searchMails(
  context: Context,
  search: MailSearch,
  page: PageRequest,
): Promise<Page<MailView> | Refusal> {
  return read(context, "read", async (db) => {
    const { items, next } = await listMails(db, search, page);
    return { items: items.map(viewMail), next };
  });
}
