import { type Context, write } from "#actions/context.ts";
import { forgetTwoStep } from "#actions/users/forget-two-step.ts";
import { type Refusal, refuse } from "#domain/refusal.ts";
import { foldEmail, type User } from "#domain/users/user.ts";
import { findUserByEmail } from "#store/users.ts";

/** Switches two-step sign-in off for somebody who has lost app and recovery codes: whoever does it vouches for them. */
export async function switchOffTwoStep(context: Context, email: string): Promise<User | Refusal> {
  return write<User>(context, "owner", async (tx) => {
    const user = await findUserByEmail(tx, foldEmail(email));
    if (user === null) return refuse("USER_NOT_FOUND", "No user has this e-mail.");
    return { value: user, events: await forgetTwoStep(tx, user.id) };
  });
}
