import { isIssuedFormat } from "@keywright/contract/license-key";

const GROUPS = 5;
const GROUP_LENGTH = 5;
const ORDINALS = ["first", "second", "third", "fourth", "fifth", "last"];
const COUNTS = ["", "One", "Two", "Three", "Four"];

/**
 * What is wrong with a typed key, in words that help to find it; null when nothing is, or when it looks like no key of
 * ours at all, which the server alone can judge.
 */
export function faultOfKey(typed: string): string | null {
  const text = typed.trim();
  if (text === "") return "Type the key that you got when you bought.";
  const [prefix = "", ...groups] = text.split(/\s*[\p{Pd}\s]\s*/u);
  if (!/^[0-9a-z]{2,8}$/i.test(prefix) || groups.length === 0 || groups.length > GROUPS) return null;
  if (!groups.every((group) => /^[0-9a-z]*$/i.test(group))) return null;
  // Read in whole groups: what is missing at the end of a key was not copied.
  const lengths = groups.map((group) => group.length);
  const wrong = lengths.findIndex((length) => length !== GROUP_LENGTH);
  // A group of another length comes first: one key in 32 that lacks a character reads as another one with a shorter prefix.
  if (isIssuedFormat(text) && (groups.length < GROUPS || wrong === -1)) return null;
  if (groups.length < GROUPS)
    return wrong === -1 || wrong === groups.length - 1 ? "The end of the key is missing." : null;
  if (wrong === -1) return "A character is mistyped. Compare the key group by group.";
  const off = (lengths[wrong] ?? 0) - GROUP_LENGTH;
  const count = COUNTS[Math.abs(off)];
  const place = wrong === GROUPS - 1 ? "last" : (ORDINALS[wrong + 1] ?? "last");
  if (count === undefined || count === "") return null;
  const characters = Math.abs(off) === 1 ? "character is" : "characters are";
  return off < 0
    ? `${count} ${characters} missing in the ${place} group.`
    : `${count} ${characters} too many in the ${place} group.`;
}
