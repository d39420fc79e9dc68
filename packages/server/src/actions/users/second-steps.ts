import type { Services } from "#actions/context.ts";
import { type Refusal, refuse } from "#domain/refusal.ts";
import { isTwoStepRequired } from "#store/installation.ts";
import { hasPasskey } from "#store/passkeys.ts";
import type { Reader, Tx } from "#store/store.ts";
import { isTwoStepOn } from "#store/two-steps.ts";
import { unmarkTwoStep } from "#store/users.ts";

/** Whether a user has a second step: codes after the password, or a passkey. */
export async function hasSecondStep(db: Reader, userId: string): Promise<boolean> {
  return (await isTwoStepOn(db, userId)) || (await hasPasskey(db, userId));
}

/**
 * What somebody may do who is signed in. Where everybody signs in with two steps: set the second one up, for which the
 * password is enough as long as they have none; or sign in again, with the one that they have.
 */
export type Standing = "in" | "set_up" | "sign_in_again";

/** Somebody who is signed in. */
interface OwnSession {
  /** Whether they have shown more than the password in it. */
  readonly isTwoStep: boolean;
  readonly user: { readonly id: string };
}

export async function standingOf({ store: { read } }: Services, { isTwoStep, user }: OwnSession): Promise<Standing> {
  if (isTwoStep || !(await isTwoStepRequired(read))) return "in";
  return (await hasSecondStep(read, user.id)) ? "sign_in_again" : "set_up";
}

/** What somebody is told who may not go on as they are; null when they may. */
export async function refuseOneStep(services: Services, session: OwnSession): Promise<Refusal | null> {
  return refuseStanding(services, await standingOf(services, session));
}

/** What somebody of this standing is told; null when they may go on. */
export function refuseStanding({ publicUrl }: Services, standing: Standing): Refusal | null {
  if (standing === "in") return null;
  const page = `${publicUrl}/second-step`;
  const how =
    standing === "set_up"
      ? `Set yours up at ${page} before you go on.`
      : `Sign in again, with your second step, at ${page}.`;
  return refuse("TWO_STEP_REQUIRED", `Everybody signs in with two steps here. ${how}`);
}

/** Why a second step must stay that was just forgotten: it was the user's last, and everybody must have one. */
export async function refuseLastStep(tx: Tx, userId: string): Promise<Refusal | null> {
  if ((await hasSecondStep(tx, userId)) || !(await isTwoStepRequired(tx))) return null;
  return refuse(
    "LAST_SECOND_STEP",
    "Everybody signs in with two steps here, and this is your last second step. Set another one up first.",
  );
}

/** To be called once a second step was forgotten: without any, no session counts as one with two steps any more. */
export async function settleSessions(tx: Tx, userId: string): Promise<void> {
  if (!(await hasSecondStep(tx, userId))) await unmarkTwoStep(tx, userId);
}
