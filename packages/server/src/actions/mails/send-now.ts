import type { Context } from "#actions/context.ts";
import { LEASE_MS } from "#actions/mails/deliver.ts";
import { resend } from "#actions/mails/resend.ts";
import type { MailView } from "#actions/mails/view.ts";
import { type Refusal, refuse } from "#domain/refusal.ts";
import { makeDue } from "#store/outbox.ts";

/** Sends a mail now that waits for another try. One that is tried within the next minute and a half anyway stays as it is. */
export async function sendMailNow(context: Context, id: string): Promise<MailView | Refusal> {
  return resend(context, id, async (tx, { state }, now) => {
    if (state !== "waiting") return refuse("MAIL_NOT_KEPT", "This mail does not wait any more.");
    return makeDue(tx, id, now, now.add({ milliseconds: LEASE_MS }));
  });
}
