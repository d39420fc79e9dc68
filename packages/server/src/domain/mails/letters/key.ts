import type { Block, Letter } from "#domain/mails/letter.ts";
import { greeting, type LicenseToTell, limitWords, money, shortDate, untilWords } from "#domain/mails/letters/words.ts";
import type { Amount } from "#domain/orders/order.ts";

/** A license with its key: what only mails to the buyer about a new key may be given. */
export interface KeyToTell extends LicenseToTell {
  readonly key: string;
  readonly order: { readonly number: number; readonly amount: Amount | null };
}

/** The mail with the key that was just bought, and how to activate it. */
export function keyLetter(license: KeyToTell): Letter {
  const { product, plan, buyer } = license;
  return {
    subject: `Your key for ${product}`,
    preview: `${previewOf(license)} How to activate it.`,
    heading: `Your key for ${product}`,
    blocks: [
      {
        kind: "paragraph",
        text: `${greeting(buyer.name)}, thank you for buying ${plan}. Your key works from now on.`,
      },
      ...keyAndSteps(license),
    ],
    foot: `You get this because you bought ${product}. Keep it: it holds your key.`,
  };
}

/** The mail with the key that takes the place of another one. */
export function regeneratedLetter(license: KeyToTell, formerEnding: string): Letter {
  const { product, plan, buyer } = license;
  return {
    subject: `Your new key for ${product}`,
    preview: "The former key has stopped. How to activate the new one.",
    heading: `Your new key for ${product}`,
    blocks: [
      {
        kind: "paragraph",
        text: `${greeting(buyer.name)}, your ${plan} license has a new key. The former one, ending ${formerEnding}, has stopped, and your devices are activated again with the new one.`,
      },
      ...keyAndSteps(license),
    ],
    foot: `You get this because the key of your ${product} license was replaced. Keep it: it holds your key.`,
  };
}

function previewOf({ limit, expiresAt }: LicenseToTell): string {
  const devices = limit === null ? "for any number of devices" : `for ${limitWords(limit)}`;
  const text = expiresAt === null ? devices : `${devices}, until ${shortDate(expiresAt)}`;
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

function keyAndSteps(license: KeyToTell): Block[] {
  const { product, key, order, buyer, limit, portal } = license;
  return [
    { kind: "key", label: "License key", key },
    {
      kind: "steps",
      heading: "How to activate",
      steps: [
        { text: `Download ${product}`, isDownload: true, rest: " if you have not yet" },
        { text: `Open ${product} and choose to activate or register it.` },
        { text: "Paste the key. That is all." },
      ],
    },
    { kind: "button", label: "See my devices", link: portal },
    {
      kind: "facts",
      facts: [
        { name: "Works on", value: limitWords(limit) },
        { name: "Works until", value: untilWords(license) },
        { name: "Order", value: [`${order.number}`, ...(order.amount ? [money(order.amount)] : [])].join(", ") },
        { name: "Bought with", value: buyer.email },
      ],
    },
  ];
}
