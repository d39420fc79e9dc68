import { type Context, write } from "#actions/context.ts";
import { confirmPassword } from "#actions/users/confirm-password.ts";
import { giveRecoveryCodes } from "#actions/users/recovery-codes.ts";
import { isRefusal, type Refusal, refuse } from "#domain/refusal.ts";
import { lockTwoStep } from "#store/two-steps.ts";

/** Gives a user new recovery codes; those before stop to work. */
export async function renewRecoveryCodes(context: Context, password: string): Promise<readonly string[] | Refusal> {
  const self = await confirmPassword(context, password);
  if (isRefusal(self)) return self;
  const { id } = self;
  return write<readonly string[]>(context, "read", async (tx, now) => {
    const twoStep = await lockTwoStep(tx, id);
    if (twoStep === null || twoStep.onSince === null)
      return refuse("INVALID_REQUEST", "Two-step sign-in is off, so it needs no recovery codes.");
    const codes = await giveRecoveryCodes(tx, context.vault, id, now);
    return { value: codes, events: [{ type: "user.recovery_codes_renewed", about: { userId: id } }] };
  });
}
