import { type Context, write } from "#actions/context.ts";
import { nobodySignedIn } from "#actions/users/confirm-password.ts";
import { noSuchPasskey } from "#actions/users/list-passkeys.ts";
import type { Refusal } from "#domain/refusal.ts";
import type { Passkey } from "#domain/users/passkey.ts";
import { findPasskey, renamePasskey as writeName } from "#store/passkeys.ts";

/** Gives one of a user's own passkeys another name, by which they tell it from the others. */
export async function renamePasskey(
  context: Context,
  { id, name }: { readonly id: string; readonly name: string },
): Promise<Passkey | Refusal> {
  const { actor } = context;
  return write<Passkey>(context, "read", async (tx) => {
    if (actor.kind !== "user") return nobodySignedIn();
    const passkey = await findPasskey(tx, actor.id, id);
    if (passkey === null) return noSuchPasskey();
    await writeName(tx, id, name);
    return { value: { ...passkey, name }, events: [], keeps: true };
  });
}
