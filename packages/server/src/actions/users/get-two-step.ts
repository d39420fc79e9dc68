import { type Context, read } from "#actions/context.ts";
import { nobodySignedIn } from "#actions/users/confirm-password.ts";
import type { Refusal } from "#domain/refusal.ts";
import { isTwoStepRequired } from "#store/installation.ts";
import { countRecoveryCodes, isTwoStepOn } from "#store/two-steps.ts";

/** A user's two-step sign-in, as they are told of it. */
export interface OwnTwoStep {
  /** Whether they need a code to sign in, after the password. */
  readonly isOn: boolean;
  readonly recoveryCodesLeft: number;
  /** Whether everybody must have a second step. */
  readonly isRequired: boolean;
}

/** Tells a user whether they need a code to sign in, and how many recovery codes they have. */
export async function getTwoStep(context: Context): Promise<OwnTwoStep | Refusal> {
  const { actor } = context;
  return read<OwnTwoStep>(context, "read", async (db) => {
    if (actor.kind !== "user") return nobodySignedIn();
    return {
      isOn: await isTwoStepOn(db, actor.id),
      recoveryCodesLeft: await countRecoveryCodes(db, actor.id),
      isRequired: await isTwoStepRequired(db),
    };
  });
}
