import { type Services, write } from "#actions/context.ts";
import { foldEmail } from "#domain/customers/customer.ts";
import type { Letter } from "#domain/mails/letter.ts";
import { type Refusal, refuse } from "#domain/refusal.ts";
import { countMailsTo } from "#store/outbox.ts";

/** How often one mailbox gets its keys within an hour, whoever asks. */
const MOST_AN_HOUR = 5;
/** For how long the mail is worth sending: whoever asked waits for it. */
const USEFUL = { hours: 1 } as const;

/** Stands for the letter, which is written when it is sent. */
const UNWRITTEN: Letter = { subject: "Your license keys", preview: "", heading: "", blocks: [], foot: "" };

/**
 * Mails somebody the keys that they bought with this address. Whether they bought any shows neither in the answer nor in the
 * time that it takes: nobody looks until the mail is about to be sent, and one that is for nobody is dropped then. No event,
 * since the record would tell apart what the answer must not.
 */
export async function recoverKeys(services: Services, email: string): Promise<true | Refusal> {
  if (!services.sendsMail) return refuse("MAIL_OFF", "This shop sends no mail. Ask whoever sold you the key.");
  const folded = foldEmail(email);
  return write<true>({ ...services, actor: { kind: "operator" } }, "admin", async (tx, now) => {
    const had = await countMailsTo(tx, folded, "key_recovery", now.subtract({ hours: 1 }));
    const to = had < MOST_AN_HOUR ? folded : null;
    return {
      value: true,
      events: [],
      mails: [{ kind: "key_recovery", to, letter: UNWRITTEN, usefulUntil: now.add(USEFUL) }],
    };
  });
}
