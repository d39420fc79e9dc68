import { timingSafeEqual } from "node:crypto";
import type { Vault } from "#kit/vault.ts";

/** How long a reset link works. */
const LIFE = { hours: 1 } as const;
/** A UUID, a moment in milliseconds, and the keyed hash of both with the password's. */
const BYTES = { id: 16, moment: 6, digest: 32 } as const;

/** What a reset token is good for. */
interface ResetToken {
  readonly text: string;
  readonly expiresAt: Temporal.Instant;
}

/**
 * What lets somebody choose a new password. Computed and never stored, like the setup link's: it names the user and the
 * time until which it works, and a keyed hash binds both to the password that there is now. So it works once, since it
 * changes the password, and every other link and every link of before dies with it, however the password is changed.
 */
export function makeResetToken(
  vault: Vault,
  { id, passwordHash }: { readonly id: string; readonly passwordHash: string },
  now: Temporal.Instant,
): ResetToken {
  const expiresAt = now.add(LIFE);
  const head = Buffer.alloc(BYTES.id + BYTES.moment);
  head.write(id.replaceAll("-", ""), "hex");
  head.writeUIntBE(expiresAt.epochMilliseconds, BYTES.id, BYTES.moment);
  return { text: Buffer.concat([head, digestOf(vault, head, passwordHash)]).toString("base64url"), expiresAt };
}

/** Whose password a token would reset; null when the text has not the form of one. Says nothing about its worth. */
export function userOfResetToken(text: string): string | null {
  const bytes = Buffer.from(text, "base64url");
  if (bytes.length !== BYTES.id + BYTES.moment + BYTES.digest || bytes.toString("base64url") !== text) return null;
  return bytes.toString("hex", 0, BYTES.id).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

/** Whether a token that has the form of one resets the password with this hash, now. */
export function isResetTokenGood(vault: Vault, text: string, passwordHash: string, now: Temporal.Instant): boolean {
  const bytes = Buffer.from(text, "base64url");
  const head = bytes.subarray(0, BYTES.id + BYTES.moment);
  const isAuthentic = timingSafeEqual(bytes.subarray(head.length), digestOf(vault, head, passwordHash));
  return isAuthentic && now.epochMilliseconds < head.readUIntBE(BYTES.id, BYTES.moment);
}

function digestOf(vault: Vault, head: Buffer, passwordHash: string): Uint8Array {
  return vault.digest("reset-link", `${head.toString("hex")} ${passwordHash}`);
}
