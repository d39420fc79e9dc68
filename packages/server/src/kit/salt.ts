import { randomFillSync } from "node:crypto";

const BYTES = 16;
/** Random bytes for many salts: asking the system for each would cost more than what it is for. */
const RANDOM = Buffer.alloc(BYTES * 256);
let taken = RANDOM.length;

/** 128 random bits, in letters and digits, `-` and `_`. */
export function newSalt(): string {
  if (taken === RANDOM.length) {
    randomFillSync(RANDOM);
    taken = 0;
  }
  const salt = RANDOM.toString("base64url", taken, taken + BYTES);
  taken += BYTES;
  return salt;
}
