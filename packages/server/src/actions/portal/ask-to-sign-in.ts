import { randomBytes, randomInt } from "node:crypto";
import { SIGN_IN_CODE_LENGTH } from "@keywright/contract/portal-api";
import { type Services, write } from "#actions/context.ts";
import { attemptDigest, codeDigest, linkDigest } from "#actions/portal/sign-in-secrets.ts";
import { foldEmail } from "#domain/customers/customer.ts";
import { portalSignInLetter } from "#domain/mails/letters/portal-sign-in.ts";
import type { NewMail } from "#domain/mails/mail.ts";
import { type Refusal, refuse } from "#domain/refusal.ts";
import { newId } from "#kit/ids.ts";
import { findCustomerByEmail } from "#store/customers.ts";
import { toMoment } from "#store/moments.ts";
import { countMailsTo } from "#store/outbox.ts";
import { insertPortalSignIn } from "#store/portal-sign-ins.ts";

/** How long the link and the code of a mail work. */
const LIFE = { minutes: 15 } as const;
/**
 * How many mails one mailbox gets, whoever asks; those that it got still work. With five tries each, somebody who guesses
 * codes needs more than fifty years of mails for an even chance.
 */
const MOST_MAILS = [
  { mails: 5, within: { hours: 1 } },
  { mails: 10, within: { hours: 24 } },
] as const;

/**
 * Mails a customer a link and a code by which they sign in to the portal, if the e-mail is a customer's. Whether it is
 * shows neither in the answer nor in the work: the same is written for anybody, and a mail that is for nobody is dropped
 * when its turn comes. No event, since the record would tell apart what the answer must not; signing in is one.
 * @param page where the link leads, to which its secret is added behind a `#`
 * @returns what the page that asked must send with the code
 */
export async function askToSignIn(
  services: Services,
  { email, page }: { readonly email: string; readonly page: string },
): Promise<string | Refusal> {
  if (!services.sendsMail) return refuse("MAIL_OFF", "This server sends no mail. Sign in with a license key.");
  const { vault } = services;
  const folded = foldEmail(email.trim());
  const [attempt, link] = [randomBytes(32).toString("base64url"), randomBytes(32).toString("base64url")];
  const code = String(randomInt(10 ** SIGN_IN_CODE_LENGTH)).padStart(SIGN_IN_CODE_LENGTH, "0");
  return write<string>({ ...services, actor: { kind: "operator" } }, "admin", async (tx, now) => {
    const customer = await findCustomerByEmail(tx, folded);
    const to = customer?.email ?? folded;
    const had = await Promise.all(
      MOST_MAILS.map(({ within }) => countMailsTo(tx, to, "portal_sign_in", now.subtract(within))),
    );
    const isTooMany = MOST_MAILS.some(({ mails }, index) => (had[index] ?? 0) >= mails);
    const expiresAt = now.add(LIFE);
    await insertPortalSignIn(
      tx,
      {
        id: newId(now),
        customer_id: isTooMany ? null : (customer?.id ?? null),
        attempt_digest: attemptDigest(vault, attempt),
        link_digest: linkDigest(vault, link),
        code_digest: codeDigest(vault, attempt, code),
        expires_at: toMoment(expiresAt),
      },
      now,
    );
    const mail: NewMail = {
      kind: "portal_sign_in",
      to: isTooMany ? null : (customer?.email ?? null),
      letter: portalSignInLetter({ email: folded, link: `${page}#${link}`, code }),
      usefulUntil: expiresAt,
    };
    return { value: attempt, events: [], mails: [mail] };
  });
}
