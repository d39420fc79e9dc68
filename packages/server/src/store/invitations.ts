import type { Insertable, Selectable } from "kysely";
import type { Invitation } from "#domain/users/user.ts";
import { type Page, type PageRequest, toPage } from "#kit/paging.ts";
import { fromMoment } from "#store/moments.ts";
import type { InvitationTable } from "#store/schema/accounts.ts";
import type { Reader, Tx } from "#store/store.ts";

export async function insertInvitation(tx: Tx, row: Insertable<InvitationTable>): Promise<Invitation> {
  return toInvitation(await tx.insertInto("invitations").values(row).returningAll().executeTakeFirstOrThrow());
}

/** The invitation with this keyed hash of what its link carries. It may have expired. */
export async function findInvitation(db: Reader, digest: Uint8Array): Promise<Invitation | null> {
  const row = await db.selectFrom("invitations").selectAll().where("digest", "=", digest).executeTakeFirst();
  return row === undefined ? null : toInvitation(row);
}

/** The invitations that nobody has used or withdrawn, the newest first, those that have expired among them. */
export async function listInvitations(db: Reader, page: PageRequest): Promise<Page<Invitation>> {
  let query = db
    .selectFrom("invitations")
    .selectAll()
    .orderBy("id", "desc")
    .limit(page.limit + 1);
  if (page.before !== null) query = query.where("id", "<", page.before);
  return toPage(await query.execute(), page, toInvitation);
}

/** Ends an invitation. Answers it as it was; null when there was none. */
export async function deleteInvitation(
  tx: Tx,
  by: { readonly id: string } | { readonly email: string },
): Promise<Invitation | null> {
  const query = tx.deleteFrom("invitations").returningAll();
  const row = await ("id" in by
    ? query.where("id", "=", by.id)
    : query.where("email", "=", by.email)
  ).executeTakeFirst();
  return row === undefined ? null : toInvitation(row);
}

function toInvitation(row: Selectable<InvitationTable>): Invitation {
  return {
    id: row.id,
    email: row.email,
    role: row.role,
    invitedBy: row.invited_by,
    createdAt: fromMoment(row.created_at),
    expiresAt: fromMoment(row.expires_at),
  };
}
