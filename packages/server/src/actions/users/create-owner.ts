import { hashPassword } from "better-auth/crypto";
import { type Context, write } from "#actions/context.ts";
import { type Refusal, refuse } from "#domain/refusal.ts";
import { foldEmail, type User } from "#domain/users/user.ts";
import { newId } from "#kit/ids.ts";
import { lockInstallation } from "#store/installation.ts";
import { toMoment } from "#store/moments.ts";
import { hasUsers, insertAccount, insertUser, PASSWORD_PROVIDER } from "#store/users.ts";

/** What somebody signs in with, and how they are called. */
export interface NewUser {
  readonly name: string;
  readonly email: string;
  readonly password: string;
}

/** Makes the first account, the owner's. Refused once there is one: nobody can register. */
export async function createOwner(context: Context, { name, email, password }: NewUser): Promise<User | Refusal> {
  // Slow on purpose, so not within the transaction.
  const hash = await hashPassword(password);
  return write(context, "admin", async (tx, now) => {
    await lockInstallation(tx);
    if (await hasUsers(tx)) return setupDone();
    const user = { id: newId(now), name, email: foldEmail(email) };
    const times = { created_at: toMoment(now), updated_at: toMoment(now) };
    await insertUser(tx, { ...user, ...times, email_verified: 0, image: null });
    await insertAccount(tx, {
      ...times,
      id: newId(now),
      user_id: user.id,
      account_id: user.id,
      provider_id: PASSWORD_PROVIDER,
      password: hash,
    });
    return { value: user, events: [{ type: "user.created", about: { userId: user.id }, personal: { name } }] };
  });
}

export function setupDone(): Refusal {
  return refuse("SETUP_DONE", "There is an account already. Sign in instead.");
}
