import type { Generated } from "kysely";
import type { MailKind, MailState } from "#domain/mails/mail.ts";
import type { Fixed, Json, Moment } from "#store/schema/columns.ts";

/* What is told by mail. */

/** A mail, from the change that caused it until the mail server has it. */
export interface OutboxTable {
  id: Fixed<string>;
  kind: Fixed<MailKind>;
  /** Null = nobody: it is dropped instead of sent. */
  recipient: Fixed<string | null>;
  /** The letter as sealed JSON, for it may hold a secret; null once it was sent, or can't be sent again any more. */
  content_sealed: Uint8Array | null;
  state: MailState;
  /** How often it was tried; a try counts when it begins. */
  tries: Generated<number>;
  /** When it is tried next; while a process sends it, when that process may be taken for dead. Null once it is settled. */
  next_try_at: Moment | null;
  /** When it will be of no use any more; null = never. */
  useful_until: Moment | null;
  /** Why the last try failed, in words. */
  last_error: string | null;
  created_at: Fixed<Moment>;
  /** When it was sent or given up. */
  settled_at: Moment | null;
  /** The license that it tells of; null also where an older release wrote it. */
  license_id: Fixed<string | null>;
  /** What stands in its subject, which holds no secret; null where an older release wrote it. */
  subject: Fixed<string | null>;
}

/** How mails look and which are sent: one row, once somebody has said it. */
export interface MailSettingsTable {
  id: Fixed<"mail">;
  sender_name: string | null;
  reply_to: string | null;
  postal_address: string | null;
  download_url: string | null;
  color: string;
  /** A PNG or JPEG. */
  logo: Uint8Array | null;
  /** For each mail that differs from what it is by itself: whether it is sent, and a paragraph of the vendor's. */
  switches: Json;
  /** Counts the edits; the ETag. */
  revision: number;
}

/** What was decided about telling a buyer of an expiry. */
export interface ReminderTable {
  id: Fixed<string>;
  license_id: Fixed<string>;
  /** The expiry that it is about. */
  expires_at: Fixed<Moment>;
  /** How many days ahead; 0 = when it has come. */
  days: Fixed<number>;
  /** When the mail was written; null = there was none to write. */
  told_at: Fixed<Moment | null>;
}
