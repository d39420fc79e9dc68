import { randomBytes } from "node:crypto";
import type { Vault } from "#kit/vault.ts";

/** What an invitation's link carries: 256 random bits. */
export function newInvitationToken(): string {
  return randomBytes(32).toString("base64url");
}

/** By what an invitation is looked up. */
export function invitationDigest(vault: Vault, token: string): Uint8Array {
  return vault.digest("invitation", token);
}
