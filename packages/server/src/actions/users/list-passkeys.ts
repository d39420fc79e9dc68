import { type Context, read } from "#actions/context.ts";
import { nobodySignedIn } from "#actions/users/confirm-password.ts";
import { type Refusal, refuse } from "#domain/refusal.ts";
import type { Passkey } from "#domain/users/passkey.ts";
import { listPasskeysOf } from "#store/passkeys.ts";

/** Lists a user's own passkeys, the oldest first. */
export async function listPasskeys(context: Context): Promise<readonly Passkey[] | Refusal> {
  const { actor } = context;
  return read<readonly Passkey[]>(context, "read", async (db) =>
    actor.kind === "user" ? listPasskeysOf(db, actor.id) : nobodySignedIn(),
  );
}

/** The refusal of an id that none of the user's own passkeys has. */
export function noSuchPasskey(): Refusal {
  return refuse("PASSKEY_NOT_FOUND", "You have no passkey with this id.");
}
