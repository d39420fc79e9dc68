import type { CUSTOMER_MAILS, MAIL_KINDS, MAIL_STATES } from "@keywright/contract/management-api/mails";
import type { Letter } from "#domain/mails/letter.ts";

/** The mails that there are. */
export type MailKind = (typeof MAIL_KINDS)[number];

/** Those among them that customers get, each of which the vendor can turn off. */
export type CustomerMail = (typeof CUSTOMER_MAILS)[number];

/** Where a mail stands: on its way, in the mail server's hands, given up, or of no use before it could be sent. */
export type MailState = (typeof MAIL_STATES)[number];

/** A mail that is about to be put into the outbox. */
export interface NewMail {
  readonly kind: MailKind;
  /** Null = nobody. It is written like any other and then dropped, where the work must not tell whether anybody is there. */
  readonly to: string | null;
  readonly letter: Letter;
  /** After this moment it would be of no use, and is not sent any more; null = always of use. */
  readonly usefulUntil: Temporal.Instant | null;
  /** Whether somebody asked for this very mail, so that it is sent whatever the vendor's switches say. */
  readonly isAskedFor?: boolean;
  /** The license that it tells of, if it tells of one. */
  readonly licenseId?: string;
}

/** The mails that carry a license's whole key as it was then: worth nothing once the key is another. */
export const KEY_MAILS = ["key_on_purchase", "key_regenerated"] as const satisfies readonly CustomerMail[];

/**
 * Whether a mail that was not sent can be sent again later. What was asked for at a moment is asked for again, and its
 * secret need not be kept.
 */
export function isKept(kind: MailKind): boolean {
  return (
    kind !== "password_reset" &&
    kind !== "invitation" &&
    kind !== "portal_sign_in" &&
    kind !== "key_recovery" &&
    kind !== "test"
  );
}

/** For how long a mail that was not sent keeps its content, so that it can be sent again. */
export const KEPT_DAYS = 7;
/** For how long the outbox remembers a mail. */
export const REMEMBERED_DAYS = 90;

/** For how long a mail about what happened now is worth sending, in hours: longer than all its tries take. */
const USEFUL_HOURS = 72;

/** Until when a mail that is written now is worth sending. */
export function usefulFrom(now: Temporal.Instant): Temporal.Instant {
  return now.add({ hours: USEFUL_HOURS });
}
