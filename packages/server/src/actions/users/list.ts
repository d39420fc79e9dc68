import { type Context, read } from "#actions/context.ts";
import type { Refusal } from "#domain/refusal.ts";
import type { ListedUser } from "#domain/users/user.ts";
import { listUsers } from "#store/users.ts";

/** Lists everybody who has an account, the first one first. */
export async function listAllUsers(context: Context): Promise<ListedUser[] | Refusal> {
  return read(context, "admin", listUsers);
}
