import { type Context, write } from "#actions/context.ts";
import { nobodySignedIn } from "#actions/users/confirm-password.ts";
import { giveRecoveryCodes } from "#actions/users/recovery-codes.ts";
import { type Refusal, refuse, refuseField } from "#domain/refusal.ts";
import { readCode, stepOfCode } from "#domain/users/two-step.ts";
import { confirmSecret } from "#store/secret-in-use.ts";
import { openTwoStepSecret } from "#store/two-step-secrets.ts";
import { lockTwoStep, switchOn } from "#store/two-steps.ts";
import { markTwoStep } from "#store/users.ts";

/** Switches two-step sign-in on, once a first code shows that the user's app has the secret. Answers the recovery codes. */
export async function switchOnTwoStep(
  context: Context,
  { code, sessionId }: { readonly code: string; readonly sessionId: string },
): Promise<readonly string[] | Refusal> {
  const { actor, vault } = context;
  return write<readonly string[]>(context, "read", async (tx, now) => {
    if (actor.kind !== "user") return nobodySignedIn();
    const { id } = actor;
    const twoStep = await lockTwoStep(tx, id);
    if (twoStep === null || twoStep.onSince !== null)
      return refuse("INVALID_REQUEST", "There is nothing to switch on: begin with your password.");
    await confirmSecret(tx, vault);
    const typed = readCode(code);
    const secret = openTwoStepSecret(vault, id, twoStep.secretSealed);
    const step = typed?.kind === "app" ? stepOfCode(secret, typed.code, now, null) : null;
    if (step === null) return refuseField("code", "Is not the code that your app shows now.");
    await switchOn(tx, id, step, now);
    await markTwoStep(tx, sessionId);
    const codes = await giveRecoveryCodes(tx, vault, id, now);
    return { value: codes, events: [{ type: "user.two_step_enabled", about: { userId: id } }] };
  });
}
