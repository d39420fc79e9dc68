import { type Context, write } from "#actions/context.ts";
import { confirmPassword } from "#actions/users/confirm-password.ts";
import { forgetTwoStep } from "#actions/users/forget-two-step.ts";
import { isRefusal, type Refusal } from "#domain/refusal.ts";

/** Switches a user's own two-step sign-in off, and forgets the secret and the recovery codes. */
export async function switchOffOwnTwoStep(context: Context, password: string): Promise<null | Refusal> {
  const self = await confirmPassword(context, password);
  if (isRefusal(self)) return self;
  return write(context, "read", async (tx) => ({ value: null, events: await forgetTwoStep(tx, self.id) }));
}
