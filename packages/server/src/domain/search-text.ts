import { keyEnding } from "@keywright/contract/license-key";

/** What a text in a search box can mean. With more than one meaning, whatever fits any of them is found. */
export interface SearchText {
  /** How the customer's e-mail or name begins. */
  readonly customer?: string;
  readonly orderNumber?: number;
  /** The last characters of a key, folded as a key is read. */
  readonly keyEnding?: string;
}

const NUMBER = /^[0-9]{1,15}$/;
const ENDING = /^[0-9A-Za-z]{2,5}$/;

/** Reads what was typed where orders are searched. */
export function readOrderSearch(text: string): SearchText {
  return NUMBER.test(text) ? { orderNumber: Number(text) } : { customer: text };
}

/** Reads what was typed where licenses are searched. A few digits may be an order's number, and a key may end so. */
export function readLicenseSearch(text: string): SearchText {
  const isNumber = NUMBER.test(text);
  const isEnding = ENDING.test(text);
  if (!isNumber && !isEnding) return { customer: text };
  return { ...(isNumber && { orderNumber: Number(text) }), ...(isEnding && { keyEnding: keyEnding(text) }) };
}
