import { type Change, type Context, write } from "#actions/context.ts";
import { subjectsOf } from "#actions/licenses/subjects.ts";
import { type MailView, viewMail } from "#actions/mails/view.ts";
import type { Subjects } from "#domain/events.ts";
import { isRefusal, type Refusal, refuse } from "#domain/refusal.ts";
import { findCustomerByEmail } from "#store/customers.ts";
import { findLicense } from "#store/licenses.ts";
import { findMail, type MailRecord } from "#store/outbox.ts";
import type { Tx } from "#store/store.ts";

/**
 * The way of a mail that is put on its way by hand, which is recorded, and delivered at once.
 * @param act answers the mail as it then is; null = as it was
 */
export async function resend(
  context: Context,
  id: string,
  act: (tx: Tx, mail: MailRecord, now: Temporal.Instant) => Promise<MailRecord | null | Refusal>,
): Promise<MailView | Refusal> {
  const outcome = await write(context, "support", async (tx, now): Promise<Change<MailRecord> | Refusal> => {
    const mail = await findMail(tx, id);
    if (mail === null) return refuse("MAIL_NOT_FOUND", "No mail has this id.");
    const after = await act(tx, mail, now);
    if (isRefusal(after)) return after;
    if (after === null) return { value: mail, events: [] };
    const about = await aboutOf(tx, mail);
    return {
      value: after,
      events: [{ type: "mail.sent_again", about, data: { kind: mail.kind }, personal: { recipient: mail.recipient } }],
    };
  });
  if (isRefusal(outcome)) return outcome;
  context.newMail.ring();
  return viewMail(outcome);
}

/** A mail about no license may still be a customer's: it is found, and erased, with what else is theirs. */
async function aboutOf(tx: Tx, { licenseId, recipient }: MailRecord): Promise<Subjects> {
  const record = licenseId === null ? null : await findLicense(tx, licenseId);
  if (record !== null) return subjectsOf(record);
  const customer = recipient === null ? null : await findCustomerByEmail(tx, recipient);
  return customer === null ? {} : { customerId: customer.id };
}
