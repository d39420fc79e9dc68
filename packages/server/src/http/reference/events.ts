import type { EventType } from "#domain/events.ts";

interface EventEntry {
  readonly when: string;
  readonly data: string;
}

const CHANGED = "Each changed field, with `from` and `to`.";

/** What the reference says about each event. */
export const EVENTS: Readonly<Record<EventType, EventEntry>> = {
  "product.created": { when: "A product was made.", data: "`identifier`, `name`" },
  "product.edited": { when: "A product was changed.", data: CHANGED },
  "plan.created": { when: "A plan was made.", data: "`identifier`, `name`, `terms`" },
  "plan.edited": { when: "A plan was changed. Licenses that were issued before keep their terms.", data: CHANGED },
  "customer.created": { when: "A customer was added, by an order or on their own.", data: "Nothing." },
  "customer.edited": { when: "A customer got another name or id of yours.", data: CHANGED },
  "customer.signed_in": {
    when: "A customer signed in to the portal.",
    data: "`by`: `link`, `code` or `key`",
  },
  "customer.erased": {
    when: "A customer was made unrecognisable, in the record, too. Their licenses go on unless they were ended.",
    data: "`licensesEnded`: how many",
  },
  "order.placed": { when: "An order was placed.", data: "`number`" },
  "order.corrected": {
    when: "A payment provider told the buyer or the amount better than before. The license has the same buyer.",
    data: CHANGED,
  },
  "license.issued": {
    when: "An order of a licensed plan issued its license, in the same transaction.",
    data: "`activationLimit`, `expiresOn` (a date, null = never, or the `value` and `unit` that begin with the first activation), `planVersion`",
  },
  "license.edited": { when: "The vendor changed a license's limit or expiry.", data: CHANGED },
  "license.regenerated": {
    when: "A license got a new key. The old one stopped, and all activations ended.",
    data: "`activationsEnded`: how many; `formerKeyEnding`: the last characters of the old key",
  },
  "license.suspended": {
    when: "A license was suspended, by the vendor or by what its payment provider told. Its key and activations wait.",
    data: "`reason` or null; `by`: `vendor` or `sale`",
  },
  "license.restored": {
    when: "A suspended license was restored. The same key and activations work again.",
    data: "`reason` or null; `by`: who had suspended it",
  },
  "license.deactivated": {
    when: "The vendor ended a license for ever.",
    data: "`activationsInUse`: how many there were",
  },
  "license.key_sent": {
    when: "The vendor had the key mailed to its buyer once more.",
    data: "`recipient`",
  },
  "license.key_revealed": {
    when: "Somebody had the whole key shown to them, or copied it.",
    data: "Nothing.",
  },
  "activation.created": {
    when: "A device was activated.",
    data: "`name`, `activationLimit`, `activationUsage` afterwards",
  },
  "activation.denied": {
    when: "A device asked to be activated and was refused, on a license that exists.",
    data: "`code` of the refusal, `name`, `fingerprint`, `activationLimit`, `activationUsage`",
  },
  "activation.deactivated": {
    when: "The application ended its own activation.",
    data: "`name`, `activationLimit`, `activationUsage` afterwards",
  },
  "activation.revoked": {
    when: "The vendor ended an activation.",
    data: "`name`, `activationLimit`, `activationUsage` afterwards",
  },
  "activation.ended": {
    when: "A customer ended a device, in the portal or by the link that an application showed.",
    data: "`name`, `activationLimit`, `activationUsage` afterwards",
  },
  "activation.released": {
    when: "An activation that nobody had seen for long gave way to a new device.",
    data: "`name`",
  },
  "token.created": {
    when: "A server token was made.",
    data: "`name`, `scope`; `product`, its identifier, and `expiresAt` where it has them",
  },
  "user.invited": { when: "An owner invited somebody.", data: "`email`, `role`" },
  "user.invitation_withdrawn": {
    when: "An owner withdrew an invitation, or invited the same person again.",
    data: "`email`",
  },
  "user.created": {
    when: "An account was made: the first one, by the setup link or the environment, or one by an invitation.",
    data: "`name`, `role`",
  },
  "user.edited": { when: "A user was renamed.", data: CHANGED },
  "user.role_changed": { when: "An owner gave a user another role.", data: "`role`, with `from` and `to`" },
  "user.removed": {
    when: "An owner took a user's account, and their sessions ended.",
    data: "`name`, `email`, `sessionsEnded`: how many",
  },
  "user.signed_in": { when: "A user signed in: a session began.", data: "Nothing." },
  "user.signed_out": { when: "A user signed out, or ended another session of theirs.", data: "Nothing." },
  "user.password_changed": { when: "A user changed their password.", data: "Nothing." },
  "user.password_reset": {
    when: "A user got a new password from the command line, and their sessions ended.",
    data: "`sessionsEnded`: how many",
  },
  "user.two_step_enabled": {
    when: "A user switched two-step sign-in on: from then on the password alone signs them in nowhere.",
    data: "Nothing.",
  },
  "user.two_step_disabled": {
    when: "A user switched two-step sign-in off, or somebody at the command line did it for them.",
    data: "Nothing.",
  },
  "user.recovery_codes_renewed": {
    when: "A user got new recovery codes. Those before stopped to work.",
    data: "Nothing.",
  },
  "user.recovery_code_used": {
    when: "A user signed in with a recovery code in the place of a code from their app.",
    data: "`left`: how many there are left",
  },
  "user.passkey_added": {
    when: "A user added a passkey, by which they sign in without their password from then on.",
    data: "`name`: as the user calls it",
  },
  "user.passkey_removed": {
    when: "A user took a passkey of theirs away, or somebody at the command line did it for them.",
    data: "`name`: as the user called it",
  },
  "sign_in.settings_edited": {
    when: "Somebody changed what holds for everybody who signs in.",
    data: "`twoStepRequired`, with `from` and `to`",
  },
  "mail.settings_edited": {
    when: "Somebody changed how mails look, or which are sent.",
    data: "Each changed field or mail, with `from` and `to`; of a logo, what tells it from another.",
  },
  "mail.sent_again": {
    when: "Somebody put a mail on its way that was given up, or waited for another try.",
    data: "`kind`, `recipient`",
  },
  "secret.rotated": {
    when: "The installation's secret was changed for another, and everything is sealed with that one.",
    data: "Nothing.",
  },
  "token.revoked": { when: "A server token was ended.", data: "`name`" },
};
