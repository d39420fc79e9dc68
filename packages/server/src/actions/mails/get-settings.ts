import { type Context, read } from "#actions/context.ts";
import type { Refusal } from "#domain/refusal.ts";
import { type MailSettingsRecord, readMailSettings } from "#store/mail-settings.ts";

/** How mails look, and which of them are sent. */
export async function getMailSettings(context: Context): Promise<MailSettingsRecord | Refusal> {
  return read(context, "read", readMailSettings);
}
