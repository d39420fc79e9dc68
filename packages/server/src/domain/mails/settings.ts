import { CUSTOMER_MAILS } from "@keywright/contract/management-api/mails";
import type { Logo } from "#domain/mails/logo.ts";
import type { CustomerMail, MailKind } from "#domain/mails/mail.ts";

/** What the vendor says about one mail. */
export interface MailSwitch {
  readonly enabled: boolean;
  /** A paragraph of the vendor's own, plain text; null = none. */
  readonly paragraph: string | null;
}

export type MailSwitches = Readonly<Record<CustomerMail, MailSwitch>>;

/** How mails to customers look, and which of them are sent. */
export interface MailSettings {
  /** Null = the name that the sender's address came with. */
  readonly senderName: string | null;
  /** Null = the sender's address. */
  readonly replyTo: string | null;
  readonly postalAddress: string | null;
  readonly downloadUrl: string | null;
  /** `#rrggbb`. */
  readonly color: string;
  readonly logo: Logo | null;
  readonly mails: MailSwitches;
}

/** The ink of Keywright's own mails. */
export const INK = "#1b1b19";

/** Until the vendor says otherwise: every mail but the one for each new device, which not everybody wants. */
export const MAIL_DEFAULTS: MailSettings = {
  senderName: null,
  replyTo: null,
  postalAddress: null,
  downloadUrl: null,
  color: INK,
  logo: null,
  mails: Object.fromEntries(
    CUSTOMER_MAILS.map((kind) => [kind, { enabled: kind !== "new_device", paragraph: null }]),
  ) as unknown as MailSwitches,
};

/** What is said about a mail; a mail that is not for customers is always sent as it is. */
export function switchOf(mails: MailSwitches, kind: MailKind): MailSwitch {
  return (mails as Partial<Record<MailKind, MailSwitch>>)[kind] ?? { enabled: true, paragraph: null };
}
