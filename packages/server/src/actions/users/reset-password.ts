import { randomBytes } from "node:crypto";
import { hashPassword } from "better-auth/crypto";
import { type Context, write } from "#actions/context.ts";
import { replacePassword } from "#actions/users/replace-password.ts";
import { type Refusal, refuse } from "#domain/refusal.ts";
import { foldEmail } from "#domain/users/user.ts";
import { findUserByEmail } from "#store/users.ts";

/** Gives a user a new random password and ends their sessions. Answers the password, which is kept as a hash alone. */
export async function resetPassword(context: Context, email: string): Promise<string | Refusal> {
  const password = randomBytes(15).toString("base64url");
  // Slow on purpose, so not within the transaction.
  const hash = await hashPassword(password);
  return write(context, "owner", async (tx, now) => {
    const user = await findUserByEmail(tx, foldEmail(email));
    if (user === null) return refuse("USER_NOT_FOUND", "No user has this e-mail.");
    return { value: password, events: [await replacePassword(tx, user.id, hash, now)] };
  });
}
