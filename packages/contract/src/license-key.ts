/**
 * The license key that Keywright issues: `PREFIX-XXXXX-XXXXX-XXXXX-XXXXX-XXXXX`.
 *
 * The 25 symbols after the prefix are Crockford base 32 (https://www.crockford.com/base32.html): 24 random ones (120
 * bits) and a check symbol. Read as a number in base α over the field GF(2⁵), α being a generator, a whole key is zero.
 * No power of α is zero and no two neighbours weigh the same, so every single wrong symbol and every swap of two
 * neighbours, the check symbol included, makes it something else.
 */

const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const GROUPS = 5;
const GROUP_LENGTH = 5;
const BODY_LENGTH = GROUPS * GROUP_LENGTH;
const NOT_TYPED = /[\s\p{Pd}]/gu;
const BODY = new RegExp(`^[${ALPHABET}]{${BODY_LENGTH}}$`);
const PREFIX = /^[0-9A-Z]{2,8}$/;
/** What is typed for another symbol; few keys hold any. */
const MISREAD = /[a-zOIL]/;
/** As keys are issued, and nearly all programs send them: the texts that are quickest to read. */
const AS_ISSUED = new RegExp(`^[0-9A-Z]{2,8}(?:-[${ALPHABET}]{${GROUP_LENGTH}}){${GROUPS}}$`);

const DASH = "-".charCodeAt(0);
/** What each symbol weighs, by its code. A prefix may hold a U, which the alphabet lacks: it counts as the V that it is mistaken for. */
const FIELD_ELEMENTS = new Uint8Array(128);
for (const [element, symbol] of [...ALPHABET].entries()) FIELD_ELEMENTS[symbol.charCodeAt(0)] = element;
FIELD_ELEMENTS["U".charCodeAt(0)] = ALPHABET.indexOf("V");

declare const canonical: unique symbol;
/** The one text under which a key is known: what it is looked up and hashed by. */
export type CanonicalKey = string & { readonly [canonical]: true };

/** How many random bytes one key needs. */
export const KEY_RANDOM_BYTES = BODY_LENGTH - 1;
/** The longest text that is looked at as a license key; imported formats included. */
export const KEY_MAX_LENGTH = 255;
/** How many characters of a key's end are kept readable, for searching and for naming a key without showing it. */
export const KEY_ENDING_LENGTH = GROUP_LENGTH;

/** What a vendor may choose to stand before the first dash: 2 to 8 capital letters or digits. */
export function isKeyPrefix(text: string): boolean {
  return PREFIX.test(text);
}

/**
 * A new key. `random` holds `KEY_RANDOM_BYTES` bytes from the system's generator; the low five bits of each are used,
 * which keeps them free of bias.
 */
export function formatKey(prefix: string, random: Uint8Array): string {
  if (!isKeyPrefix(prefix)) throw new RangeError("a key prefix is 2 to 8 capital letters or digits");
  if (random.length !== KEY_RANDOM_BYTES) throw new RangeError(`a key takes ${KEY_RANDOM_BYTES} random bytes`);
  const body = Array.from(random, (byte) => ALPHABET.charAt(byte & 31)).join("");
  return grouped(prefix, body + ALPHABET.charAt(timesAlpha(weigh(fold(prefix) + body))));
}

/**
 * The one text under which a key is known, whatever way it was typed: case, spaces, dashes and O/0, I/L/1 do not count
 * for keys that Keywright issues. A key of any other format is known as it is, without the white space around it.
 */
export function canonicalKey(typed: string): CanonicalKey {
  return textOf(typed) as CanonicalKey;
}

function textOf(typed: string): string {
  if (AS_ISSUED.test(typed)) {
    const folded = fold(typed);
    // What has nothing to fold is known as it is, whether or not its check symbol is right.
    return folded === typed || weigh(folded) !== 0 ? typed : folded;
  }
  const read = readKey(typed);
  return read === null ? typed.trim() : grouped(read.prefix, read.body);
}

/**
 * All of a key but its prefix, the same however the key was typed; of another format, its end. Tells keys apart without
 * reading them, where it does no harm that texts which are no keys may look alike.
 */
export function keyBody(typed: string): string {
  return (AS_ISSUED.test(typed) ? typed : canonicalKey(typed)).slice(-(BODY_LENGTH + GROUPS - 1));
}

/**
 * How a key begins as it was issued, where the text under which it is known says all the rest; null where it does not.
 * A prefix may hold letters that are read as digits, so that text alone does not tell `HALO-…` from `HA10-…`.
 */
export function issuedPrefix(key: string): string | null {
  const canonical = canonicalKey(key);
  const prefix = key === canonical ? "" : key.slice(0, Math.max(key.indexOf("-"), 0));
  return spellIssued(prefix, canonical) === key ? prefix : null;
}

/** A key as it was issued, of how it begins and the text under which it is known. */
export function spellIssued(prefix: string, canonical: CanonicalKey): string {
  return prefix + canonical.slice(prefix.length);
}

/** Whether the text reads as a key that Keywright could have issued: right length, right symbols, right check symbol. */
export function isIssuedFormat(typed: string): boolean {
  return readKey(typed) !== null;
}

/** The last five letters or digits of a key, folded as a key is read. Keys are searched by it and named by it. */
export function keyEnding(typed: string): string {
  return fold(typed.replace(/[^0-9A-Za-z]/g, "")).slice(-KEY_ENDING_LENGTH);
}

/** A key as it is shown to whoever may not see it whole: its first group and its ending, and a dot for every other character. */
export function maskKey(key: string): string {
  const tail = [...key].slice(-KEY_ENDING_LENGTH).join("");
  const head = /^[0-9A-Za-z]{2,8}(?=-)/.exec(key.slice(0, -tail.length))?.[0] ?? "";
  return head + key.slice(head.length, -tail.length).replace(/[^-]/gu, "•") + tail;
}

function readKey(typed: string): { prefix: string; body: string } | null {
  if (typed.length > KEY_MAX_LENGTH) return null;
  const symbols = fold(typed.replace(NOT_TYPED, ""));
  const prefix = symbols.slice(0, -BODY_LENGTH);
  const body = symbols.slice(-BODY_LENGTH);
  if (!isKeyPrefix(prefix)) return null;
  if (!BODY.test(body)) return null;
  return weigh(symbols) === 0 ? { prefix, body } : null;
}

/** The text, dashes aside, as a number in base α, leftmost symbol first (Horner's rule). */
function weigh(symbols: string): number {
  let sum = 0;
  for (let at = 0; at < symbols.length; at++) {
    const code = symbols.charCodeAt(at);
    if (code !== DASH) sum = timesAlpha(sum) ^ (FIELD_ELEMENTS[code] ?? 0);
  }
  return sum;
}

/** Multiplication by α in GF(2⁵) modulo x⁵ + x² + 1. */
function timesAlpha(element: number): number {
  const doubled = element << 1;
  return doubled & 0b100000 ? doubled ^ 0b100101 : doubled;
}

/** Reads each symbol as whoever typed it meant it. ASCII alone: other alphabets' small letters are no symbols. */
function fold(text: string): string {
  if (!MISREAD.test(text)) return text;
  return text
    .replace(/[a-z]/g, (letter) => letter.toUpperCase())
    .replace(/O/g, "0")
    .replace(/[IL]/g, "1");
}

function grouped(prefix: string, body: string): string {
  return [prefix, ...(body.match(/.{5}/g) ?? [])].join("-");
}
