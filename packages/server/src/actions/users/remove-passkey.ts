import { type Context, write } from "#actions/context.ts";
import { confirmPassword } from "#actions/users/confirm-password.ts";
import { noSuchPasskey } from "#actions/users/list-passkeys.ts";
import { refuseLastStep, settleSessions } from "#actions/users/second-steps.ts";
import type { NewEvent } from "#domain/events.ts";
import { isRefusal, type Refusal } from "#domain/refusal.ts";
import type { Passkey } from "#domain/users/passkey.ts";
import { deletePasskey, findPasskey } from "#store/passkeys.ts";

/** Takes one of a user's own passkeys away: it lets nobody in any more. */
export async function removePasskey(
  context: Context,
  { id, password }: { readonly id: string; readonly password: string },
): Promise<Passkey | Refusal> {
  const self = await confirmPassword(context, password);
  if (isRefusal(self)) return self;
  const userId = self.id;
  return write<Passkey>(context, "read", async (tx) => {
    const passkey = await findPasskey(tx, userId, id);
    if (passkey === null) return noSuchPasskey();
    await deletePasskey(tx, id);
    const refusal = await refuseLastStep(tx, userId);
    if (refusal !== null) return refusal;
    await settleSessions(tx, userId);
    return { value: passkey, events: [passkeyRemoved(userId, passkey)] };
  });
}

/** What every way to take a passkey away records. */
export function passkeyRemoved(userId: string, { name }: Passkey): NewEvent {
  return { type: "user.passkey_removed", about: { userId }, personal: { name } };
}
