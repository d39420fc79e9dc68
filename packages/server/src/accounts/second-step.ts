import { AsyncLocalStorage } from "node:async_hooks";
import { APIError } from "better-auth/api";
import type { NewEvent } from "#domain/events.ts";
import { readCode, stepOfCode } from "#domain/users/two-step.ts";
import type { Clock } from "#kit/clock.ts";
import type { Vault } from "#kit/vault.ts";
import { usePasskey } from "#store/passkeys.ts";
import { confirmSecret } from "#store/secret-in-use.ts";
import type { Tx } from "#store/store.ts";
import { digestOfRecoveryCode, openTwoStepSecret } from "#store/two-step-secrets.ts";
import { countRecoveryCodes, lockTwoStep, takeRecoveryCode, useStep } from "#store/two-steps.ts";

/**
 * How a call is to get past the second step: with this code; with a passkey, which is both steps; or because whoever calls
 * is signed in already, in a session that took two steps or one.
 */
export type SecondStep =
  | { readonly code: string | null }
  | { readonly passkey: UsedPasskey }
  | { readonly isTwoStep: boolean };

/** A passkey that has proven itself, and how often it says that it was used. */
export interface UsedPasskey {
  readonly id: string;
  readonly userId: string;
  readonly counter: number;
}

/** What the call at hand has. The library in between makes the session, and knows nothing of this. */
export const secondStep = new AsyncLocalStorage<SecondStep>();

/** What the library answers whoever has the password and no code, or another; or a passkey that does not count any more. */
export type NotPassed = "CODE_NEEDED" | "CODE_WRONG" | "PASSKEY_WRONG";

/** What lets a session begin: whether with two steps, and what is to be recorded of it. */
interface Passed {
  readonly isTwoStep: boolean;
  readonly events: readonly NewEvent[];
}

/**
 * Lets a session begin, in the transaction that begins it, or throws: so no way to sign in gets around the second step,
 * and of two who use one code at once, one is let in.
 */
export async function passSecondStep(
  tx: Tx,
  { vault, clock }: { readonly vault: Vault; readonly clock: Clock },
  userId: string,
): Promise<Passed> {
  // Who calls in any other way, now or in a later version of the library, has no code.
  const given = secondStep.getStore() ?? { code: null };
  if ("isTwoStep" in given) return { isTwoStep: given.isTwoStep, events: [] };
  if ("passkey" in given) {
    // The session is begun for whom the library says, which must be the same.
    if (!(await usePasskey(tx, { ...given.passkey, userId }, clock.now())))
      throw notPassed("UNAUTHORIZED", "PASSKEY_WRONG");
    return { isTwoStep: true, events: [] };
  }
  const twoStep = await lockTwoStep(tx, userId);
  if (twoStep === null || twoStep.onSince === null) return { isTwoStep: false, events: [] };
  if (given.code === null) throw notPassed("FORBIDDEN", "CODE_NEEDED");
  const typed = readCode(given.code);
  if (typed?.kind === "app") {
    await confirmSecret(tx, vault);
    const secret = openTwoStepSecret(vault, userId, twoStep.secretSealed);
    const step = stepOfCode(secret, typed.code, clock.now(), twoStep.usedStep);
    if (step === null) throw notPassed("UNAUTHORIZED", "CODE_WRONG");
    await useStep(tx, userId, step);
    return { isTwoStep: true, events: [] };
  }
  if (typed === null || !(await takeRecoveryCode(tx, userId, digestOfRecoveryCode(vault, userId, typed.code))))
    throw notPassed("UNAUTHORIZED", "CODE_WRONG");
  const left = await countRecoveryCodes(tx, userId);
  return { isTwoStep: true, events: [{ type: "user.recovery_code_used", about: { userId }, data: { left } }] };
}

function notPassed(status: "FORBIDDEN" | "UNAUTHORIZED", code: NotPassed): APIError {
  return new APIError(status, { code });
}
