import { type Context, write } from "#actions/context.ts";
import { forgetTwoStep } from "#actions/users/forget-two-step.ts";
import { passkeyRemoved } from "#actions/users/remove-passkey.ts";
import { settleSessions } from "#actions/users/second-steps.ts";
import { type Refusal, refuse } from "#domain/refusal.ts";
import { foldEmail, type User } from "#domain/users/user.ts";
import { deletePasskeysOf, listPasskeysOf } from "#store/passkeys.ts";
import { findUserByEmail } from "#store/users.ts";

/**
 * Forgets every second step of somebody who has lost app, recovery codes and passkeys: whoever does it vouches for them.
 * Where everybody must have one, they set another up when they sign in.
 */
export async function switchOffTwoStep(context: Context, email: string): Promise<User | Refusal> {
  return write<User>(context, "owner", async (tx) => {
    const user = await findUserByEmail(tx, foldEmail(email));
    if (user === null) return refuse("USER_NOT_FOUND", "No user has this e-mail.");
    const { id } = user;
    const events = await forgetTwoStep(tx, id);
    const passkeys = await listPasskeysOf(tx, id);
    await deletePasskeysOf(tx, id);
    await settleSessions(tx, id);
    return { value: user, events: [...events, ...passkeys.map((passkey) => passkeyRemoved(id, passkey))] };
  });
}
