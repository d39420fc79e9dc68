import type { Letter } from "#domain/mails/letter.ts";

/** The mail that tells a customer of a device that was ended in their name. */
export function deviceEndedLetter(ended: {
  /** What the application called it; null = nothing. */
  readonly device: string | null;
  readonly product: string;
  readonly plan: string;
  readonly keyEnding: string;
  readonly at: Temporal.Instant;
  /** The device that the slot was wanted for; null = not said. */
  readonly waiting: string | null;
}): Letter {
  const device = ended.device ?? "A device without a name";
  const at = ended.at.toLocaleString("en-GB", { dateStyle: "medium", timeStyle: "short", timeZone: "UTC" });
  const instead = ended.waiting === null ? "another device" : ended.waiting;
  return {
    subject: `${device} was ended`,
    preview: `${ended.product} stops working there.`,
    heading: `${device} was ended`,
    blocks: [
      {
        kind: "paragraph",
        text: `${ended.product} stops working there, and its slot is free for ${instead}. The key stays the same.`,
      },
      {
        kind: "facts",
        facts: [
          { name: "Product", value: `${ended.product}, ${ended.plan}` },
          { name: "Key ending", value: ended.keyEnding },
          { name: "When", value: `${at} UTC` },
        ],
      },
    ],
    foot: "You get this because somebody ended a device of your license in the customer portal. If it was neither you nor somebody who uses your key, ask the vendor for a new key.",
  };
}
