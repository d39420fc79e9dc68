import { type Context, write } from "#actions/context.ts";
import { noSuchUser, refuseLastOwner } from "#actions/users/owners.ts";
import type { Role } from "#domain/actor.ts";
import { changedFields } from "#domain/events.ts";
import type { Refusal } from "#domain/refusal.ts";
import type { ListedUser } from "#domain/users/user.ts";
import { lockInstallation } from "#store/installation.ts";
import { findListedUser, updateRole } from "#store/users.ts";

/** Gives a user another role. From their next call on they may do what it covers, and no more. */
export async function changeRole(
  context: Context,
  { id, role }: { readonly id: string; readonly role: Role },
): Promise<ListedUser | Refusal> {
  return write<ListedUser>(context, "owner", async (tx, now) => {
    await lockInstallation(tx);
    const user = await findListedUser(tx, id);
    if (user === null) return noSuchUser();
    const changed = { ...user, role };
    const data = changedFields<ListedUser>(user, changed);
    if (Object.keys(data).length === 0) return { value: user, events: [] };
    const refusal = await refuseLastOwner(tx, user);
    if (refusal !== null) return refusal;
    await updateRole(tx, id, role, now);
    return { value: changed, events: [{ type: "user.role_changed", about: { userId: id }, data }] };
  });
}
