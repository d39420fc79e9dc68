import type { Step } from "#domain/mails/letter.ts";
import type { MailSettings } from "#domain/mails/settings.ts";

/** Whose mail it is, as it is written when it is sent. */
export interface Brand {
  readonly name: string;
  /** Who reads answers. */
  readonly answersTo: string;
  readonly postalAddress: string | null;
  /** Where customers download what they bought. */
  readonly downloadUrl: string | null;
  /** Of buttons, `#rrggbb`. */
  readonly color: string;
  /** Where the picture is found: a part of the mail, or in the address itself; null = the name stands in its place. */
  readonly logo: { readonly source: string; readonly width: number; readonly height: number } | null;
}

/** How high a logo stands in a mail, and how wide at most, in pixels. */
const LOGO = { height: 40, width: 240 } as const;

/** @param from whom mails come from, where the vendor says nothing else; @param source where the mail finds the logo */
export function brandOf(
  { senderName, replyTo, postalAddress, downloadUrl, color, logo }: MailSettings,
  from: { readonly name: string | null; readonly address: string },
  source: string,
): Brand {
  return {
    name: senderName ?? from.name ?? "Keywright",
    answersTo: replyTo ?? from.address,
    postalAddress,
    downloadUrl,
    color,
    logo: logo && { source, ...shownSize(logo) },
  };
}

function shownSize({ width, height }: { width: number; height: number }): { width: number; height: number } {
  const scale = Math.min(LOGO.height / height, LOGO.width / width);
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}

/** Steps as they are written: without the download where the vendor names no address for it. */
export function stepsOf(
  steps: readonly Step[],
  downloadUrl: string | null,
): { text: string; link: string | null; rest: string }[] {
  return steps
    .filter(({ isDownload }) => isDownload !== true || downloadUrl !== null)
    .map(({ text, isDownload, rest = "" }) => ({ text, link: isDownload === true ? downloadUrl : null, rest }));
}
