import type { NewEvent } from "#domain/events.ts";
import type { Tx } from "#store/store.ts";
import { deleteTwoStep, lockTwoStep } from "#store/two-steps.ts";

/** Switches a user's two-step sign-in off: the step that every way to do so shares. Answers no event where it was off. */
export async function forgetTwoStep(tx: Tx, userId: string): Promise<NewEvent[]> {
  const twoStep = await lockTwoStep(tx, userId);
  if (twoStep === null || twoStep.onSince === null) return [];
  await deleteTwoStep(tx, userId);
  return [{ type: "user.two_step_disabled", about: { userId } }];
}
