import { type Context, write } from "#actions/context.ts";
import { confirmPassword } from "#actions/users/confirm-password.ts";
import { forgetTwoStep } from "#actions/users/forget-two-step.ts";
import { refuseLastStep, settleSessions } from "#actions/users/second-steps.ts";
import { isRefusal, type Refusal } from "#domain/refusal.ts";

/** Switches a user's own two-step sign-in off, and forgets the secret and the recovery codes. */
export async function switchOffOwnTwoStep(context: Context, password: string): Promise<null | Refusal> {
  const self = await confirmPassword(context, password);
  if (isRefusal(self)) return self;
  const { id } = self;
  return write(context, "read", async (tx) => {
    const events = await forgetTwoStep(tx, id);
    if (events.length === 0) return { value: null, events };
    const refusal = await refuseLastStep(tx, id);
    if (refusal !== null) return refusal;
    await settleSessions(tx, id);
    return { value: null, events };
  });
}
