import { createHmac, timingSafeEqual } from "node:crypto";

/* The second step of signing in: a code by time (RFC 6238), from an app that shares a secret with us, or a recovery code. */

/** For how long an app shows a code, in seconds. What apps take for granted, as SHA-1 and the six digits. */
const STEP_S = 30;
const DIGITS = 6;
/** How many steps a clock may be ahead or behind. */
const DRIFT = 1;

/** As many bytes as SHA-1 gives (RFC 4226, section 4). */
export const SECRET_BYTES = 20;

/** How many recovery codes a user gets, and how many symbols each has: of 32 each, so 50 bits. */
export const RECOVERY_CODES = 10;
export const RECOVERY_SYMBOLS = 10;

/** What somebody typed as the second step. */
export type TypedCode =
  | { readonly kind: "app"; readonly code: string }
  | { readonly kind: "recovery"; readonly code: string };

/** The code of a step of time, which is counted from 1970 (RFC 4226, section 5.3). */
export function codeOfStep(secret: Uint8Array, step: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const hash = createHmac("sha1", secret).update(counter).digest();
  const offset = (hash.at(-1) ?? 0) & 0xf;
  const number = hash.readUInt32BE(offset) & 0x7fff_ffff;
  return String(number % 10 ** DIGITS).padStart(DIGITS, "0");
}

export function stepAt(moment: Temporal.Instant): number {
  return Math.floor(moment.epochMilliseconds / 1000 / STEP_S);
}

/**
 * The step that a code is of; null when it is of none that counts now. Those up to the last one that was used do not: so
 * whoever looks over a shoulder has nothing (RFC 6238, section 5.2).
 */
export function stepOfCode(
  secret: Uint8Array,
  code: string,
  now: Temporal.Instant,
  usedStep: number | null,
): number | null {
  const typed = Buffer.from(code);
  const first = Math.max(stepAt(now) - DRIFT, (usedStep ?? -1) + 1);
  for (let step = first; step <= stepAt(now) + DRIFT; step++) {
    const right = Buffer.from(codeOfStep(secret, step));
    if (right.length === typed.length && timingSafeEqual(right, typed)) return step;
  }
  return null;
}

/** What was typed, without the spaces and dashes that people and apps put in; null when it can be neither code. */
export function readCode(typed: string): TypedCode | null {
  const plain = typed.replace(/[\s-]/g, "").toUpperCase();
  if (plain.length === DIGITS && /^\d+$/.test(plain)) return { kind: "app", code: plain };
  // Symbols that look alike are one, as in license keys.
  const code = plain.replaceAll("O", "0").replace(/[IL]/g, "1");
  const isRecovery = code.length === RECOVERY_SYMBOLS && [...code].every((symbol) => SYMBOLS.includes(symbol));
  return isRecovery ? { kind: "recovery", code } : null;
}

/** Crockford's: without letters that look like digits, and without U. */
const SYMBOLS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** A recovery code of random bytes, as it is shown: `4F7QK-29MZT`. `readCode` reads it. */
export function recoveryCodeOf(random: Uint8Array): string {
  const code = [...random].map((byte) => SYMBOLS[byte % SYMBOLS.length]).join("");
  return `${code.slice(0, RECOVERY_SYMBOLS / 2)}-${code.slice(RECOVERY_SYMBOLS / 2)}`;
}

/** The secret as apps take it that can't read the picture: in base 32 (RFC 4648), without padding. */
export function spellSecret(secret: Uint8Array): string {
  const bits = [...secret].map((byte) => byte.toString(2).padStart(8, "0")).join("");
  const groups = bits.match(/.{1,5}/g) ?? [];
  return groups.map((group) => BASE_32[Number.parseInt(group.padEnd(5, "0"), 2)]).join("");
}

const BASE_32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/** What the picture says to the app. */
export function addressForApp(secret: Uint8Array, email: string): string {
  return `otpauth://totp/Keywright:${encodeURIComponent(email)}?secret=${spellSecret(secret)}&issuer=Keywright`;
}
