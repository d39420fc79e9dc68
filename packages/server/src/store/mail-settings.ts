import type { Selectable } from "kysely";
import { readLogo } from "#domain/mails/logo.ts";
import { MAIL_DEFAULTS, type MailSettings, type MailSwitches } from "#domain/mails/settings.ts";
import { once } from "#store/once.ts";
import type { MailSettingsTable } from "#store/schema/mail.ts";
import type { Reader, Tx } from "#store/store.ts";

/** The settings, and how often they were edited: 0 before the first edit. */
export interface MailSettingsRecord extends MailSettings {
  readonly revision: number;
}

export async function readMailSettings(db: Reader): Promise<MailSettingsRecord> {
  const row = await db.selectFrom("mail_settings").selectAll().executeTakeFirst();
  return row === undefined ? { ...MAIL_DEFAULTS, revision: 0 } : toSettings(row);
}

/** What is said about each mail: read with every change that may be told by one, so without the logo. */
export async function readMailSwitches(db: Reader): Promise<MailSwitches> {
  const [row] = await selectSwitches(db, {});
  return row === undefined ? MAIL_DEFAULTS.mails : toSwitches(row.switches);
}

const selectSwitches = once<object, { switches: string }>((db) => db.selectFrom("mail_settings").select("switches"));

/** Keeps the settings, and counts the edit. */
export async function saveMailSettings(
  tx: Tx,
  { senderName, replyTo, postalAddress, downloadUrl, color, logo, mails, revision }: MailSettingsRecord,
): Promise<MailSettingsRecord> {
  const row = {
    sender_name: senderName,
    reply_to: replyTo,
    postal_address: postalAddress,
    download_url: downloadUrl,
    color,
    logo: logo?.bytes ?? null,
    switches: JSON.stringify(mails),
    revision: revision + 1,
  };
  const saved = await tx
    .insertInto("mail_settings")
    .values({ id: "mail", ...row })
    .onConflict((conflict) => conflict.column("id").doUpdateSet(row))
    .returningAll()
    .executeTakeFirstOrThrow();
  return toSettings(saved);
}

function toSettings(row: Selectable<MailSettingsTable>): MailSettingsRecord {
  return {
    senderName: row.sender_name,
    replyTo: row.reply_to,
    postalAddress: row.postal_address,
    downloadUrl: row.download_url,
    color: row.color,
    logo: row.logo && readLogo(row.logo),
    mails: toSwitches(row.switches),
    revision: row.revision,
  };
}

/** A mail that came with a newer release has no entry yet. */
function toSwitches(json: string): MailSwitches {
  return { ...MAIL_DEFAULTS.mails, ...(JSON.parse(json) as Partial<MailSwitches>) };
}
