import { type Context, read } from "#actions/context.ts";
import { letterAsHtml } from "#actions/mails/html.ts";
import { writeSample } from "#actions/mails/sample.ts";
import { letterAsText } from "#actions/mails/text.ts";
import { brandOf } from "#domain/mails/brand.ts";
import type { CustomerMail } from "#domain/mails/mail.ts";
import type { Refusal } from "#domain/refusal.ts";
import { readMailSettings } from "#store/mail-settings.ts";

/** A mail as it would be sent, with a made-up customer. */
export interface MailPreview {
  readonly from: string;
  readonly subject: string;
  readonly html: string;
  readonly text: string;
}

/** Shows a mail as customers get it. What it says of them is made up, and its key is no key. */
export async function previewMail(context: Context, kind: CustomerMail): Promise<MailPreview | Refusal> {
  return read(context, "read", async (db) => {
    const settings = await readMailSettings(db);
    const { logo } = settings;
    const from = context.mailServer?.from ?? { name: null, address: "keys@example.com" };
    const source = logo === null ? "" : `data:${logo.type};base64,${Buffer.from(logo.bytes).toString("base64")}`;
    const brand = brandOf(settings, from, source);
    const letter = await writeSample(context, db, kind);
    return {
      from: `${brand.name} <${from.address}>`,
      subject: letter.subject,
      html: letterAsHtml(letter, brand),
      text: letterAsText(letter, brand),
    };
  });
}
