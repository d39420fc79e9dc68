import type { Letter } from "#domain/mails/letter.ts";

/** The mails that there are. */
export type MailKind = "password_reset" | "portal_sign_in" | "device_ended";

/** Where a mail stands: on its way, in the mail server's hands, or given up. */
export type MailState = "waiting" | "sent" | "failed";

/** A mail that is about to be put into the outbox. */
export interface NewMail {
  readonly kind: MailKind;
  /** Null = nobody. It is written like any other and then dropped, where the work must not tell whether anybody is there. */
  readonly to: string | null;
  readonly letter: Letter;
  /** After this moment it would be of no use, and is not sent any more; null = always of use. */
  readonly usefulUntil: Temporal.Instant | null;
}
