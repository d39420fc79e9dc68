import { hash } from "node:crypto";

const BLOCK_BYTES = 64;
const HASH_BYTES = 32;
/** Texts that take no more bytes than this are hashed without making a buffer for each. */
const SHORT_BYTES = 1_024;

/**
 * HMAC-SHA-256 (RFC 2104) under one key, as two hashes of what stands ready: half the work of `createHmac` for short texts.
 * @param key at most 64 bytes
 */
export function hmacUnder(key: Uint8Array): (text: string) => Buffer {
  if (key.length > BLOCK_BYTES) throw new RangeError("the key is longer than a block");
  const inner = Buffer.alloc(BLOCK_BYTES + SHORT_BYTES);
  const outer = Buffer.alloc(BLOCK_BYTES + HASH_BYTES);
  for (let at = 0; at < BLOCK_BYTES; at++) {
    inner[at] = (key[at] ?? 0) ^ 0x36;
    outer[at] = (key[at] ?? 0) ^ 0x5c;
  }
  return (text) => {
    outer.set(hash("sha256", preceded(inner, text), "buffer"), BLOCK_BYTES);
    return hash("sha256", outer, "buffer");
  };
}

function preceded(inner: Buffer, text: string): Buffer {
  // A character takes three bytes at most.
  if (text.length * 3 > SHORT_BYTES) return Buffer.concat([inner.subarray(0, BLOCK_BYTES), Buffer.from(text)]);
  return inner.subarray(0, BLOCK_BYTES + inner.write(text, BLOCK_BYTES));
}
