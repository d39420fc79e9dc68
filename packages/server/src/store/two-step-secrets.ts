import type { Vault } from "#kit/vault.ts";

/* How the secrets of two-step sign-in are kept. */

const PURPOSE = "two-step-secret";

/** The bytes that a user's app computes codes with, for the database. */
export function sealTwoStepSecret(vault: Vault, userId: string, secret: Uint8Array): Uint8Array {
  return vault.seal(PURPOSE, Buffer.from(secret).toString("base64url"), userId);
}

export function openTwoStepSecret(vault: Vault, userId: string, sealed: Uint8Array): Uint8Array {
  return Buffer.from(vault.open(PURPOSE, sealed, userId), "base64url");
}

/** A sealed secret under the current secret of the installation; null when it is so already. */
export function renewTwoStepSecret(vault: Vault, userId: string, sealed: Uint8Array): Uint8Array | null {
  if (vault.isCurrent(PURPOSE, sealed, userId)) return null;
  return vault.seal(PURPOSE, vault.open(PURPOSE, sealed, userId), userId);
}

/** What is kept of a recovery code. @param code as `readCode` reads it */
export function digestOfRecoveryCode(vault: Vault, userId: string, code: string): Uint8Array {
  return vault.digest("recovery-code", `${userId} ${code}`);
}
