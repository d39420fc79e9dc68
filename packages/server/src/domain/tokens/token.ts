import { crc32 } from "node:zlib";
import type { TokenScope } from "#domain/actor.ts";

const PREFIX = "kwt_";
const SECRET_LENGTH = 32;
const CHECKSUM_LENGTH = 6;
const ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const FORMAT = new RegExp(`^${PREFIX}[0-9A-Za-z]{${SECRET_LENGTH + CHECKSUM_LENGTH}}$`);

/** How many random bytes a token takes: more than its characters, since some bytes are thrown away to avoid bias. */
export const TOKEN_RANDOM_BYTES = 96;

/** What the server remembers of a token; the token itself is known to its holder alone. */
export interface Token {
  readonly id: string;
  readonly name: string;
  readonly scope: TokenScope;
  /** The one product whose things it reaches; null = all. */
  readonly productId: string | null;
  /** From when on it lets nobody in; null = never. */
  readonly expiresAt: Temporal.Instant | null;
}

/** Whether a token has had its time. */
export function isExpired({ expiresAt }: Pick<Token, "expiresAt">, now: Temporal.Instant): boolean {
  return expiresAt !== null && Temporal.Instant.compare(now, expiresAt) >= 0;
}

/** A token in the list of tokens. */
export interface ListedToken extends Token {
  /** What its one product is called; null = it reaches all. */
  readonly product: { readonly id: string; readonly name: string } | null;
  readonly createdAt: Temporal.Instant;
  /** Null = never. */
  readonly lastUsedAt: Temporal.Instant | null;
}

/**
 * A server token: a prefix that secret scanners find, 32 random characters (190 bits), and the CRC-32 of these, by which
 * a text that can't be a token is told apart without the database.
 */
export function formatToken(random: Uint8Array): string {
  // 248 = 4 × 62: bytes above it would make the first symbols more likely.
  const symbols = [...random].filter((byte) => byte < 248).map((byte) => ALPHABET.charAt(byte % 62));
  if (symbols.length < SECRET_LENGTH) throw new RangeError("not enough random bytes for a token");
  const secret = symbols.slice(0, SECRET_LENGTH).join("");
  return PREFIX + secret + checksum(secret);
}

/** Whether a text has the format of a token, checksum included. */
export function isTokenFormat(text: string): boolean {
  if (!FORMAT.test(text)) return false;
  return text.endsWith(checksum(text.slice(PREFIX.length, -CHECKSUM_LENGTH)));
}

function checksum(secret: string): string {
  let rest = crc32(secret);
  let text = "";
  while (text.length < CHECKSUM_LENGTH) {
    text = ALPHABET.charAt(rest % 62) + text;
    rest = Math.floor(rest / 62);
  }
  return text;
}
