import { hashPassword } from "better-auth/crypto";
import { type Context, write } from "#actions/context.ts";
import { addUser } from "#actions/users/add.ts";
import { type Refusal, refuse } from "#domain/refusal.ts";
import { foldEmail, type User } from "#domain/users/user.ts";
import { newId } from "#kit/ids.ts";
import { lockInstallation } from "#store/installation.ts";
import { hasUsers } from "#store/users.ts";

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
  return write(context, "owner", async (tx, now) => {
    await lockInstallation(tx);
    if (await hasUsers(tx)) return setupDone();
    const user: User = { id: newId(now), name, email: foldEmail(email), role: "owner" };
    return { value: user, events: [await addUser(tx, user, hash, now)] };
  });
}

export function setupDone(): Refusal {
  return refuse("SETUP_DONE", "There is an account already. Sign in instead.");
}
