import { type Context, read } from "#actions/context.ts";
import type { Refusal } from "#domain/refusal.ts";
import type { ListedUser } from "#domain/users/user.ts";
import type { Page, PageRequest } from "#kit/paging.ts";
import { listUsers } from "#store/users.ts";

/** Lists everybody who has an account, the newest first. */
export async function listAllUsers(context: Context, page: PageRequest): Promise<Page<ListedUser> | Refusal> {
  return read(context, "owner", (db) => listUsers(db, page));
}
