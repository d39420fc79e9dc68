import { type Context, read } from "#actions/context.ts";
import { confirmPassword } from "#actions/users/confirm-password.ts";
import { newChallenge } from "#actions/users/passkey-challenges.ts";
import { isRefusal, type Refusal, refuse } from "#domain/refusal.ts";
import { ALGORITHMS, MOST_PASSKEYS, type Passkey } from "#domain/users/passkey.ts";
import type { User } from "#domain/users/user.ts";
import { listPasskeysOf } from "#store/passkeys.ts";

/** What a user's new passkey is to sign, for whom it is, and which passkeys they have already. */
export interface PasskeyToMake {
  readonly challenge: string;
  readonly user: User;
  readonly passkeys: readonly Passkey[];
  /** The kinds of keys that we know, by their numbers of COSE. */
  readonly algorithms: readonly number[];
}

/** Lets a user add a passkey, whose password says that it is them. */
export async function beginPasskey(
  context: Context,
  { password, browser }: { readonly password: string; readonly browser: string },
): Promise<PasskeyToMake | Refusal> {
  const user = await confirmPassword(context, password);
  if (isRefusal(user)) return user;
  const passkeys = await read<readonly Passkey[]>(context, "read", (db) => listPasskeysOf(db, user.id));
  if (isRefusal(passkeys)) return passkeys;
  if (passkeys.length >= MOST_PASSKEYS)
    return refuse("INVALID_REQUEST", `You have ${MOST_PASSKEYS} passkeys, as many as there may be. Remove one first.`);
  return {
    challenge: await newChallenge(context, { addedTo: user.id, browser }),
    user,
    passkeys,
    algorithms: ALGORITHMS,
  };
}
