import { type Context, read } from "#actions/context.ts";
import { nobodySignedIn } from "#actions/users/confirm-password.ts";
import type { Refusal } from "#domain/refusal.ts";
import { countRecoveryCodes, isTwoStepOn } from "#store/two-steps.ts";

/** Tells a user whether they need a code to sign in, and how many recovery codes they have. */
export async function getTwoStep(context: Context): Promise<{ isOn: boolean; recoveryCodesLeft: number } | Refusal> {
  const { actor } = context;
  return read(context, "read", async (db) => {
    if (actor.kind !== "user") return nobodySignedIn();
    return { isOn: await isTwoStepOn(db, actor.id), recoveryCodesLeft: await countRecoveryCodes(db, actor.id) };
  });
}
