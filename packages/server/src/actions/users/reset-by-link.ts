import { hashPassword } from "better-auth/crypto";
import { type Services, write } from "#actions/context.ts";
import { replacePassword } from "#actions/users/replace-password.ts";
import { isResetTokenGood, userOfResetToken } from "#actions/users/reset-token.ts";
import { type Refusal, refuse } from "#domain/refusal.ts";
import type { User } from "#domain/users/user.ts";
import type { Reader } from "#store/store.ts";
import { findCredential, lockPassword } from "#store/users.ts";

/** Gives whoever has a reset link the password that they chose, once, and ends their sessions. Answers whose it is. */
export async function resetByLink(
  services: Services,
  { token, password }: { readonly token: string; readonly password: string },
): Promise<User | Refusal> {
  const userId = userOfResetToken(token);
  const owner = userId === null ? null : await ownerOf(services, services.store.read, token, userId);
  if (owner === null) return deadLink();
  // Slow on purpose, so for nobody without a link, and not within the transaction.
  const hash = await hashPassword(password);
  const { id, name, email, role } = owner;
  return write<User>({ ...services, actor: { kind: "user", id, name, role } }, "read", async (tx, now) => {
    await lockPassword(tx, id);
    // Looked at again: of two who use one link at once, the second finds another password.
    if ((await ownerOf(services, tx, token, id)) === null) return deadLink();
    return { value: { id, name, email, role }, events: [await replacePassword(tx, id, hash, now)] };
  });
}

/** The user whose password a token resets; null when it resets none, or none any more. */
async function ownerOf({ vault, clock }: Services, db: Reader, token: string, userId: string): Promise<User | null> {
  const credential = await findCredential(db, userId);
  if (credential === null) return null;
  return isResetTokenGood(vault, token, credential.passwordHash, clock.now()) ? credential : null;
}

function deadLink(): Refusal {
  return refuse("UNAUTHORIZED", "This link is not good any more: it works once, and for an hour. Ask for a new one.");
}
