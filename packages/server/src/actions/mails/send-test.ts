import { type Context, write } from "#actions/context.ts";
import { writeSample } from "#actions/mails/sample.ts";
import type { CustomerMail } from "#domain/mails/mail.ts";
import { type Refusal, refuse } from "#domain/refusal.ts";
import { countMailsTo } from "#store/outbox.ts";
import { findUser } from "#store/users.ts";

/** How many tests one user gets within an hour. */
const MOST_AN_HOUR = 30;

/** Sends the user who asks a mail as customers get it. Answers to which address. No event: it goes to nobody else. */
export async function sendTest(context: Context, kind: CustomerMail): Promise<string | Refusal> {
  return write<string>(context, "write", async (tx, now) => {
    if (!context.sendsMail) return refuse("MAIL_OFF", "This server sends no mail: SMTP_URL is not set.");
    const { actor } = context;
    const user = actor.kind === "user" ? await findUser(tx, actor.id) : null;
    if (user === null)
      return refuse("FORBIDDEN", "A test goes to the user who is signed in, and a token has no mailbox.");
    const had = await countMailsTo(tx, user.email, "test", now.subtract({ hours: 1 }));
    if (had >= MOST_AN_HOUR)
      return refuse("RATE_LIMITED", "That is enough tests for an hour.", { retryAfterSeconds: 3600 });
    const letter = await writeSample(context, tx, kind);
    const subject = `Test: ${letter.subject}`;
    return {
      value: user.email,
      events: [],
      mails: [{ kind: "test", to: user.email, letter: { ...letter, subject }, usefulUntil: now.add({ hours: 1 }) }],
    };
  });
}
