import type { Context } from "#actions/context.ts";
import { resend } from "#actions/mails/resend.ts";
import type { MailView } from "#actions/mails/view.ts";
import { usefulFrom } from "#domain/mails/mail.ts";
import { type Refusal, refuse } from "#domain/refusal.ts";
import { putBack } from "#store/outbox.ts";

/** Sends a mail once more that was given up, as long as its content is there. It then has all its tries again. */
export async function sendMailAgain(context: Context, id: string): Promise<MailView | Refusal> {
  return resend(context, id, async (tx, { state }, now) => {
    // It is on its way already.
    if (state === "waiting") return null;
    if (state === "sent") return refuse("MAIL_NOT_KEPT", "This mail was sent, and its content is forgotten.");
    const again = await putBack(tx, id, now, usefulFrom(now));
    return again ?? refuse("MAIL_NOT_KEPT", "The content of this mail is forgotten.");
  });
}
