import { type Context, read } from "#actions/context.ts";
import type { Refusal } from "#domain/refusal.ts";
import type { Invitation } from "#domain/users/user.ts";
import type { Page, PageRequest } from "#kit/paging.ts";
import { listInvitations } from "#store/invitations.ts";

/** Lists the invitations that nobody has used or withdrawn, the newest first. */
export async function listOpenInvitations(context: Context, page: PageRequest): Promise<Page<Invitation> | Refusal> {
  return read(context, "owner", (db) => listInvitations(db, page));
}
