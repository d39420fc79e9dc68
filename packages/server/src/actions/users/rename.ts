import { type Context, write } from "#actions/context.ts";
import { noSuchUser } from "#actions/users/owners.ts";
import { changedFields } from "#domain/events.ts";
import type { Refusal } from "#domain/refusal.ts";
import type { User } from "#domain/users/user.ts";
import { findUser, renameUser } from "#store/users.ts";

/** Changes a user's name. Everybody may change their own. */
export async function rename(context: Context, { id, name }: { id: string; name: string }): Promise<User | Refusal> {
  const isSelf = context.actor.kind === "user" && context.actor.id === id;
  return write(context, isSelf ? "read" : "owner", async (tx, now) => {
    const user = await findUser(tx, id);
    if (user === null) return noSuchUser();
    const renamed = { ...user, name };
    const personal = changedFields(user, renamed);
    if (Object.keys(personal).length === 0) return { value: user, events: [] };
    await renameUser(tx, id, name, now);
    return { value: renamed, events: [{ type: "user.edited", about: { userId: id }, personal }] };
  });
}
