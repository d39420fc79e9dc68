import { randomBytes } from "node:crypto";
import { RECOVERY_CODES, RECOVERY_SYMBOLS, recoveryCodeOf } from "#domain/users/two-step.ts";
import { newId } from "#kit/ids.ts";
import type { Vault } from "#kit/vault.ts";
import type { Tx } from "#store/store.ts";
import { digestOfRecoveryCode } from "#store/two-step-secrets.ts";
import { replaceRecoveryCodes } from "#store/two-steps.ts";

/** Gives a user new recovery codes in the place of those before. Answers them as they are shown, this once. */
export async function giveRecoveryCodes(
  tx: Tx,
  vault: Vault,
  userId: string,
  now: Temporal.Instant,
): Promise<readonly string[]> {
  const codes = Array.from({ length: RECOVERY_CODES }, () => recoveryCodeOf(randomBytes(RECOVERY_SYMBOLS)));
  await replaceRecoveryCodes(
    tx,
    userId,
    codes.map((code) => ({ id: newId(now), digest: digestOfRecoveryCode(vault, userId, code.replace("-", "")) })),
  );
  return codes;
}
