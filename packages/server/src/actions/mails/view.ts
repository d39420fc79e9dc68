import { MOST_TRIES } from "#domain/mails/retry.ts";
import type { MailRecord } from "#store/outbox.ts";

/** A mail as the outbox shows it, and what can still become of it. */
export interface MailView extends MailRecord {
  /** How often it is tried at most. */
  readonly mostTries: number;
  readonly canBeSentAgain: boolean;
}

export function viewMail(mail: MailRecord): MailView {
  const isGivenUp = mail.state === "failed" || mail.state === "unsent";
  return { ...mail, mostTries: MOST_TRIES, canBeSentAgain: mail.hasContent && isGivenUp };
}
