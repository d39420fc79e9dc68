import { CUSTOMER_MAILS, LOGO_BYTES } from "@keywright/contract/management-api/mails";
import { type Context, write } from "#actions/context.ts";
import { changedFields } from "#domain/events.ts";
import { type Logo, readLogo } from "#domain/mails/logo.ts";
import type { CustomerMail } from "#domain/mails/mail.ts";
import type { MailSettings, MailSwitch, MailSwitches } from "#domain/mails/settings.ts";
import { type Refusal, refuseField } from "#domain/refusal.ts";
import { changedElsewhere, type ExpectedRevision } from "#domain/revision.ts";
import { lockInstallation } from "#store/installation.ts";
import { type MailSettingsRecord, readMailSettings, saveMailSettings } from "#store/mail-settings.ts";

/** What is left out stays as it is. */
export interface MailSettingsChange extends Partial<Omit<MailSettings, "logo" | "mails">> {
  /** The bytes of a PNG or JPEG; null = none. */
  readonly logo?: Uint8Array | null;
  readonly mails?: Readonly<Partial<Record<CustomerMail, Partial<MailSwitch>>>>;
}

/** Says how mails look and which are sent. Those that wait are sent as they then look. */
export async function editMailSettings(
  context: Context,
  { expected, change }: { expected: ExpectedRevision; change: MailSettingsChange },
): Promise<MailSettingsRecord | Refusal> {
  const { logo: bytes, mails, ...fields } = change;
  const logo = bytes == null || bytes.length > LOGO_BYTES ? null : readLogo(bytes);
  return write(context, "write", async (tx) => {
    await lockInstallation(tx);
    const before = await readMailSettings(tx);
    const refusal = changedElsewhere(before.revision, expected);
    if (refusal !== null) return refusal;
    if (bytes != null && logo === null)
      return refuseField("logo", "Must be a PNG or JPEG of at most 64 kB and 2000 pixels a side.");
    const after: MailSettingsRecord = {
      ...before,
      ...fields,
      ...(bytes !== undefined && { logo }),
      mails: edited(before.mails, mails),
    };
    const changes = changedFields(toldOf(before), toldOf(after));
    if (Object.keys(changes).length === 0) return { value: before, events: [] };
    const value = await saveMailSettings(tx, after);
    return { value, events: [{ type: "mail.settings_edited", about: {}, data: changes }] };
  });
}

function edited(mails: MailSwitches, change: MailSettingsChange["mails"] = {}): MailSwitches {
  return Object.fromEntries(
    CUSTOMER_MAILS.map((kind) => {
      const { enabled = mails[kind].enabled, paragraph = mails[kind].paragraph } = change[kind] ?? {};
      return [kind, { enabled, paragraph: paragraph?.trim() || null }];
    }),
  ) as unknown as MailSwitches;
}

/** As the record tells it: each mail for itself, and of a logo that it is another one. */
function toldOf({ logo, mails, revision: _, ...fields }: MailSettingsRecord): Record<string, unknown> {
  return { ...fields, logo: logo && fingerprintOf(logo), ...mails };
}

function fingerprintOf({ type, width, height, bytes }: Logo): string {
  let sum = 0;
  for (const byte of bytes) sum = (Math.imul(sum, 31) + byte) >>> 0;
  return `${type.split("/")[1]}, ${width} × ${height}, ${sum.toString(16).padStart(8, "0")}`;
}
