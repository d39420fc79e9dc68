import { createHmac, timingSafeEqual } from "node:crypto";

/**
 * A `Cookie` header as if everything in it had been signed with the one secret, though some was with the other: for a
 * library that checks with one alone. What neither has signed stays as it is, and is worth nothing.
 */
export function signedAnew(header: string, former: string, current: string): string {
  return header
    .split(";")
    .map((pair) => {
      const at = pair.indexOf("=");
      const value = read(pair.slice(at + 1).trim());
      const end = value?.lastIndexOf(".") ?? -1;
      if (value === null || at === -1 || end === -1) return pair;
      const text = value.slice(0, end);
      if (!isEqual(value.slice(end + 1), signatureOf(text, former))) return pair;
      return `${pair.slice(0, at)}=${encodeURIComponent(`${text}.${signatureOf(text, current)}`)}`;
    })
    .join(";");
}

/** As the library signs its cookies. */
function signatureOf(text: string, secret: string): string {
  return createHmac("sha256", secret).update(text).digest("base64");
}

function isEqual(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}

function read(encoded: string): string | null {
  try {
    return decodeURIComponent(encoded);
  } catch {
    return null;
  }
}
