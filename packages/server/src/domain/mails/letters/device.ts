import type { Letter } from "#domain/mails/letter.ts";
import { greeting, type LicenseToTell, useWords } from "#domain/mails/letters/words.ts";
import { spellMoment } from "#domain/spell-moment.ts";

/** A device, as its application named it. */
export interface DeviceToTell {
  readonly name: string | null;
  readonly at: Temporal.Instant;
}

/** The mail when a device is activated that was not known. */
export function newDeviceLetter(license: LicenseToTell, device: DeviceToTell): Letter {
  const { product, plan, buyer } = license;
  return letterAbout(license, device, {
    subject: `${product} was activated on a new device`,
    text: `${greeting(buyer.name)}, your ${plan} license, key ending ${license.keyEnding}, was activated on a device that it was not used on before.`,
    when: "Activated",
    foot: `You get this because a device was activated with your key. If it was not you, end it on the page of your devices, and ask for a new key.`,
  });
}

/** The mail when a device was ended in the portal: whoever has the link can do it, so the buyer is always told. */
export function deviceEndedLetter(license: LicenseToTell, device: DeviceToTell): Letter {
  const { product, plan, buyer } = license;
  return letterAbout(license, device, {
    subject: `${product} was ended on a device`,
    text: `${greeting(buyer.name)}, your ${plan} license, key ending ${license.keyEnding}, was ended on a device. ${product} stops there, and another device can take its place.`,
    when: "Ended",
    foot: `You get this because a device of yours was ended on the page of your devices. If it was not you, the device can be activated again with the same key.`,
  });
}

function letterAbout(
  license: LicenseToTell,
  { name, at }: DeviceToTell,
  { subject, text, when, foot }: { subject: string; text: string; when: string; foot: string },
): Letter {
  return {
    subject,
    preview: "If it was you, there is nothing to do.",
    heading: subject,
    blocks: [
      { kind: "paragraph", text },
      {
        kind: "facts",
        facts: [
          { name: "Device", value: name ?? "without a name" },
          { name: when, value: spellMoment(at) },
          { name: "Key", value: license.maskedKey },
          { name: "In use", value: useWords(license) },
        ],
      },
      { kind: "button", label: "See my devices", link: license.portal },
    ],
    foot,
  };
}
