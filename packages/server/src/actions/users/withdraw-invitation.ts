import { type Context, write } from "#actions/context.ts";
import { type Refusal, refuse } from "#domain/refusal.ts";
import type { Invitation } from "#domain/users/user.ts";
import { deleteInvitation } from "#store/invitations.ts";

/** Withdraws an invitation: its link lets nobody in any more. */
export async function withdrawInvitation(context: Context, id: string): Promise<Invitation | Refusal> {
  return write<Invitation>(context, "owner", async (tx) => {
    const invitation = await deleteInvitation(tx, { id });
    if (invitation === null) return refuse("INVITATION_NOT_FOUND", "No invitation that is open has this id.");
    const { email } = invitation;
    return { value: invitation, events: [{ type: "user.invitation_withdrawn", about: {}, personal: { email } }] };
  });
}
