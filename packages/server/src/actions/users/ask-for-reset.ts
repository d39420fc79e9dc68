import { type Services, write } from "#actions/context.ts";
import { makeResetToken } from "#actions/users/reset-token.ts";
import { passwordResetLetter } from "#domain/mails/letters/password-reset.ts";
import type { NewMail } from "#domain/mails/mail.ts";
import { type Refusal, refuse } from "#domain/refusal.ts";
import { foldEmail } from "#domain/users/user.ts";
import { newId } from "#kit/ids.ts";
import { countMailsTo } from "#store/outbox.ts";
import { findCredentialByEmail } from "#store/users.ts";

/** How many links one mailbox gets within an hour, whoever asks. Those that it got still work. */
const MOST_LINKS_AN_HOUR = 5;

/**
 * Mails somebody a link by which they choose a new password, if the e-mail is a user's. Whether it is shows neither in
 * the answer nor in the time that it takes: the same mail is written for anybody, and one that is for nobody is dropped
 * when its turn comes. No event, since the record would tell apart what the answer must not; the reset itself is one.
 * @param page where the link leads, to which the token is added behind a `#`
 */
export async function askForReset(
  services: Services,
  { email, page }: { readonly email: string; readonly page: string },
): Promise<true | Refusal> {
  if (!services.sendsMail)
    return refuse(
      "MAIL_OFF",
      "This server sends no mail. Whoever runs it resets the password: keywright user reset-password EMAIL.",
    );
  const folded = foldEmail(email);
  return write<true>({ ...services, actor: { kind: "operator" } }, "owner", async (tx, now) => {
    const user = await findCredentialByEmail(tx, folded);
    const had = await countMailsTo(tx, folded, "password_reset", now.subtract({ hours: 1 }));
    const token = makeResetToken(services.vault, user ?? { id: newId(now), passwordHash: "" }, now);
    const mail: NewMail = {
      kind: "password_reset",
      to: user !== null && had < MOST_LINKS_AN_HOUR ? user.email : null,
      letter: passwordResetLetter({ email: folded, link: `${page}#${token.text}`, until: token.expiresAt }),
      usefulUntil: token.expiresAt,
    };
    return { value: true, events: [], mails: [mail] };
  });
}
