import type { EditMailSettings, Mail, MailSettings } from "#data/api.gen.ts";
import type { Tagged } from "#data/client.ts";
import type { CustomerMail } from "#data/mails.ts";
import { timeOf } from "#data/moments.ts";
import type { State, Term } from "#parts/use-editing.ts";

/** The mails in the order in which a customer meets them. */
export const MAILS: readonly { kind: CustomerMail; name: string; about: string }[] = [
  { kind: "key_on_purchase", name: "Key on purchase", about: "To the buyer, with the whole key" },
  { kind: "key_regenerated", name: "Regenerated key", about: "To the buyer, with the whole key" },
  { kind: "expiring", name: "Expiry ahead", about: "30, 7 and 1\u00a0day before, per plan" },
  { kind: "expired", name: "Expired", about: "When the grace days begin" },
  { kind: "new_device", name: "New device", about: "At each first activation of a device" },
  { kind: "device_ended", name: "Device ended", about: "When a device is ended in the portal" },
  { kind: "key_recovery", name: "Send me my keys", about: "Asked for in the portal" },
];

const OTHERS: Partial<Record<Mail["kind"], string>> = { password_reset: "New password", test: "Test" };

/** What a mail is called. */
export function nameOf(kind: Mail["kind"]): string {
  return MAILS.find((each) => each.kind === kind)?.name ?? OTHERS[kind] ?? kind;
}

/** What became of a mail, in words. */
export function fateOf({ state, createdAt, settledOn, lastError, tries, mostTries, nextTryOn }: Mail): string {
  switch (state) {
    case "sent":
      return `Delivered in ${lengthOf(Date.parse(settledOn ?? createdAt) - Date.parse(createdAt))}`;
    case "waiting":
      if (lastError === null) return tries === 0 ? "Waits to be sent" : "Being sent";
      return `${lastError.replace(/\.?$/, ".")} ${tries} of ${mostTries} tries${nextTryOn ? `, next at ${timeOf(nextTryOn)}` : ""}`;
    default:
      return lastError ?? "Given up";
  }
}

function lengthOf(ms: number): string {
  const seconds = Math.max(1, Math.round(ms / 1000));
  if (seconds < 120) return `${seconds}\u00a0s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 120 ? `${minutes}\u00a0min` : `${Math.round(minutes / 60)}\u00a0hours`;
}

/** What is edited of the sender. An empty text is none. */
export interface Values {
  readonly senderName: string;
  readonly replyTo: string;
  readonly postalAddress: string;
  readonly downloadUrl: string;
  readonly color: string;
  /** A picture in base 64; null = none. */
  readonly logo: string | null;
}

export const TERMS: Term<Values>[] = [
  { name: "Name", fields: ["senderName"], words: ({ senderName }) => senderName || "None" },
  { name: "Answers", fields: ["replyTo"], words: ({ replyTo }) => replyTo || "To the sender" },
  { name: "Postal address", fields: ["postalAddress"], words: ({ postalAddress }) => postalAddress || "None" },
  { name: "Download", fields: ["downloadUrl"], words: ({ downloadUrl }) => downloadUrl || "None" },
  { name: "Colour", fields: ["color"], words: ({ color }) => color.toUpperCase() },
  {
    name: "Logo",
    fields: ["logo"],
    words: ({ logo }) => (logo === null ? "None" : `${Math.ceil((logo.length * 3) / 4096)} kB, ${logo.slice(-24)}`),
  },
];

export function stateOf(settings: Tagged<MailSettings>): State<Values> {
  const { etag, senderName, replyTo, postalAddress, downloadUrl, color, logo } = settings;
  return {
    etag,
    values: {
      senderName: senderName ?? "",
      replyTo: replyTo ?? "",
      postalAddress: postalAddress ?? "",
      downloadUrl: downloadUrl ?? "",
      color: color.toUpperCase(),
      logo: logo?.data ?? null,
    },
  };
}

export function bodyOf({ senderName, replyTo, postalAddress, downloadUrl, color, logo }: Values): EditMailSettings {
  const text = (typed: string) => typed.trim() || null;
  return {
    senderName: text(senderName),
    replyTo: text(replyTo),
    postalAddress: text(postalAddress),
    downloadUrl: text(downloadUrl),
    color: color.trim(),
    logo,
  };
}
