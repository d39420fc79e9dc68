import type { Vault } from "#kit/vault.ts";

/* By what the secrets of a sign-in mail are known: keyed hashes, so that the database holds none of them. */

/** Of what the page that asked for the mail sends with the code. */
export function attemptDigest(vault: Vault, attempt: string): Uint8Array {
  return vault.digest("portal-attempt", attempt);
}

export function linkDigest(vault: Vault, link: string): Uint8Array {
  return vault.digest("portal-link", link);
}

/** Bound to the attempt: six digits alone would have the same hash in every row that holds them. */
export function codeDigest(vault: Vault, attempt: string, code: string): Uint8Array {
  return vault.digest("portal-code", `${attempt} ${code}`);
}
