import { type Context, write } from "#actions/context.ts";
import { noSuchUser, refuseLastOwner } from "#actions/users/owners.ts";
import type { Refusal } from "#domain/refusal.ts";
import type { User } from "#domain/users/user.ts";
import { lockInstallation } from "#store/installation.ts";
import { deleteUser, findUser } from "#store/users.ts";

/** Takes a user's account: their sessions end at once, and what they did stays on record. */
export async function removeUser(context: Context, id: string): Promise<User | Refusal> {
  return write<User>(context, "owner", async (tx) => {
    await lockInstallation(tx);
    const user = await findUser(tx, id);
    if (user === null) return noSuchUser();
    const refusal = await refuseLastOwner(tx, user);
    if (refusal !== null) return refusal;
    const sessionsEnded = await deleteUser(tx, id);
    const { name, email } = user;
    return {
      value: user,
      events: [{ type: "user.removed", about: { userId: id }, data: { sessionsEnded }, personal: { name, email } }],
    };
  });
}
