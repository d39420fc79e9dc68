import type { Block, Letter } from "#domain/mails/letter.ts";
import { greeting, type LicenseToTell, untilWords } from "#domain/mails/letters/words.ts";

/** The mail with all keys of one buyer, whom it was asked for. @param more how many licenses it leaves out */
export function keyRecoveryLetter(
  buyer: { readonly name: string | null },
  licenses: readonly (LicenseToTell & { readonly key: string })[],
  { more, portal }: { readonly more: number; readonly portal: string },
): Letter {
  const heading = licenses.length === 1 ? "Your license key" : "Your license keys";
  return {
    subject: heading,
    preview: "All that you bought with this address.",
    heading,
    blocks: [
      {
        kind: "paragraph",
        text: `${greeting(buyer.name)}, here ${licenses.length === 1 ? "is the key" : "are the keys"} of what you bought with this address.${more > 0 ? ` ${more} more are shown on the page of your licenses.` : ""}`,
      },
      ...licenses.map(
        (license): Block => ({
          kind: "key",
          label: `${license.product}, ${license.plan}. Works until: ${untilWords(license)}`,
          key: license.key,
        }),
      ),
      { kind: "button", label: "See my licenses", link: portal },
    ],
    foot: "You get this because somebody typed this address where lost keys are asked for. If it was not you, there is nothing to do: nobody else got your keys.",
  };
}
