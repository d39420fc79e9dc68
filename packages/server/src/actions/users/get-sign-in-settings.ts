import { type Context, read } from "#actions/context.ts";
import type { Refusal } from "#domain/refusal.ts";
import { isTwoStepRequired } from "#store/installation.ts";

/** What holds for everybody who signs in. */
export interface SignInSettings {
  readonly twoStepRequired: boolean;
}

/** Tells an owner what holds for everybody who signs in. */
export async function getSignInSettings(context: Context): Promise<SignInSettings | Refusal> {
  return read(context, "owner", async (db) => ({ twoStepRequired: await isTwoStepRequired(db) }));
}
