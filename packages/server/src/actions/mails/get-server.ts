import { type Context, read } from "#actions/context.ts";
import type { Refusal } from "#domain/refusal.ts";
import { readSending, type SendingRecord } from "#store/outbox.ts";

/** Up to how many mails are counted. */
const MOST_COUNTED = 1000;

/** The mail server, and how the sending goes. */
export interface MailServerState extends SendingRecord {
  /** Its name; null = none is set. */
  readonly server: string | null;
  readonly from: string | null;
}

export async function getMailServer(context: Context): Promise<MailServerState | Refusal> {
  const { mailServer } = context;
  return read(context, "read", async (db) => ({
    server: mailServer?.name ?? null,
    from: mailServer?.from.address ?? null,
    ...(await readSending(db, MOST_COUNTED)),
  }));
}
