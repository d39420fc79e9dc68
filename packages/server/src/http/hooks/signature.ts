import { createHmac, timingSafeEqual } from "node:crypto";

/** Whether this is the HMAC-SHA-256 of the bytes under the secret, in hexadecimal digits. Takes as long for every wrong one. */
export function isSignedBy(secret: string, bytes: Uint8Array, signature: string): boolean {
  const expected = createHmac("sha256", secret).update(bytes).digest();
  const given = Buffer.from(signature, "hex");
  return given.length === expected.length && timingSafeEqual(given, expected);
}

/** The JSON of a signed body; an empty object where it is none. */
export function readJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes).toString("utf8"));
  } catch {
    return {};
  }
}
