import { type Context, write } from "#actions/context.ts";
import type { SignInSettings } from "#actions/users/get-sign-in-settings.ts";
import { hasSecondStep } from "#actions/users/second-steps.ts";
import { type Refusal, refuse } from "#domain/refusal.ts";
import { isTwoStepRequired, lockInstallation, requireTwoStep as writeRequired } from "#store/installation.ts";

/**
 * Says whether everybody signs in with two steps. Somebody who has no second step can't ask it of others, and would lock
 * themselves out of what they are doing.
 */
export async function requireTwoStep(context: Context, isRequired: boolean): Promise<SignInSettings | Refusal> {
  const { actor } = context;
  return write<SignInSettings>(context, "owner", async (tx) => {
    await lockInstallation(tx);
    const before = await isTwoStepRequired(tx);
    if (before === isRequired) return { value: { twoStepRequired: isRequired }, events: [] };
    if (isRequired && actor.kind === "user" && !(await hasSecondStep(tx, actor.id)))
      return refuse("NO_SECOND_STEP", "Set a second step up for yourself first: a two-step code, or a passkey.");
    await writeRequired(tx, isRequired);
    const data = { twoStepRequired: { from: before, to: isRequired } };
    return { value: { twoStepRequired: isRequired }, events: [{ type: "sign_in.settings_edited", about: {}, data }] };
  });
}
