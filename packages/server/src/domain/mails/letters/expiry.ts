import type { Letter } from "#domain/mails/letter.ts";
import {
  counted,
  dayAndMonth,
  greeting,
  type LicenseToTell,
  longDate,
  shortDate,
  useWords,
} from "#domain/mails/letters/words.ts";

/** A license that expires. */
export interface ExpiringToTell extends LicenseToTell {
  readonly expiresAt: Temporal.Instant;
}

/** The mail before a license expires. @param days how many are left; @param reminders all that the plan sends, in days */
export function expiringLetter(license: ExpiringToTell, days: number, reminders: readonly number[]): Letter {
  const { product, plan, buyer, expiresAt, graceEndsAt, use, limit, portal, maskedKey, keyEnding } = license;
  const stops = graceEndsAt ?? expiresAt;
  const after =
    graceEndsAt === null
      ? "After that it stops."
      : `After that it keeps working until ${dayAndMonth(graceEndsAt)} and says so at each start.`;
  return {
    subject: `${product} expires on ${dayAndMonth(expiresAt)}`,
    preview: `Renew before ${dayAndMonth(expiresAt)}: same key, same devices.`,
    heading: `${product} expires in ${counted(days, "day")}`,
    blocks: [
      {
        kind: "paragraph",
        text: `${greeting(buyer.name)}, your ${plan} license, key ending ${keyEnding}, expires on`,
      },
      { kind: "notice", strong: `${longDate(expiresAt)}, in ${counted(days, "day")}`, text: after },
      { kind: "paragraph", text: stayWords(use) },
      { kind: "button", label: "See my license", link: portal },
      {
        kind: "facts",
        facts: [
          { name: "Key", value: maskedKey },
          { name: "In use", value: useWords({ ...license, use, limit }) },
          { name: "If you do nothing", value: `It stops on ${shortDate(stops)}. A later renewal wakes it.` },
        ],
      },
    ],
    foot: `You get this ${listed(reminders)} before expiry.`,
    isRecurring: true,
  };
}

/** The mail when a license has expired, whether or not it works on in its grace. */
export function expiredLetter(license: ExpiringToTell): Letter {
  const { product, plan, buyer, expiresAt, graceEndsAt, use, portal, maskedKey, keyEnding } = license;
  return {
    subject: graceEndsAt === null ? `${product} has expired` : `${product} works until ${dayAndMonth(graceEndsAt)}`,
    preview: "Renew, and it goes on: same key, same devices.",
    heading: `${product} has expired`,
    blocks: [
      {
        kind: "paragraph",
        text: `${greeting(buyer.name)}, your ${plan} license, key ending ${keyEnding}, has expired.`,
      },
      graceEndsAt === null
        ? { kind: "notice", strong: "It has stopped", text: "A renewal wakes it at once." }
        : {
            kind: "notice",
            strong: `It works until ${longDate(graceEndsAt)}`,
            text: "Until then it says so at each start. New devices can’t be activated.",
          },
      { kind: "paragraph", text: stayWords(use) },
      { kind: "button", label: "See my license", link: portal },
      {
        kind: "facts",
        facts: [
          { name: "Key", value: maskedKey },
          { name: "In use", value: useWords(license) },
          { name: "Expired", value: shortDate(expiresAt) },
        ],
      },
    ],
    foot: `You get this once, because your ${product} license has expired.`,
  };
}

function stayWords(use: number): string {
  const devices =
    use === 0 ? "the key stays" : use === 1 ? "the key and your device stay" : `the key and your ${use} devices stay`;
  return `If you renew, ${devices} as ${use === 0 ? "it is" : "they are"}. Nothing has to be activated again.`;
}

/** "30, 7 and 1 day". */
function listed(days: readonly number[]): string {
  const texts = days.map(String);
  const last = texts.pop() ?? "";
  return `${texts.length > 0 ? `${texts.join(", ")} and ` : ""}${last} ${last === "1" ? "day" : "days"}`;
}
