import { type Context, write } from "#actions/context.ts";
import { invitationDigest, newInvitationToken } from "#actions/users/invitation-token.ts";
import type { Role } from "#domain/actor.ts";
import type { NewEvent } from "#domain/events.ts";
import { invitationLetter } from "#domain/mails/letters/invitation.ts";
import type { NewMail } from "#domain/mails/mail.ts";
import { type Refusal, refuseField } from "#domain/refusal.ts";
import { emailFault, foldEmail, type Invitation } from "#domain/users/user.ts";
import { newId } from "#kit/ids.ts";
import { lockInstallation } from "#store/installation.ts";
import { deleteInvitation, insertInvitation } from "#store/invitations.ts";
import { toMoment } from "#store/moments.ts";
import { findUserByEmail } from "#store/users.ts";

/** How long an invitation's link works. */
const LIFE = { hours: 72 } as const;

export interface SentInvitation {
  readonly invitation: Invitation;
  /** Where whoever was invited makes their account. It is not kept: nobody can see it again. */
  readonly link: string;
  /** Whether the link is on its way by mail. */
  readonly mailed: boolean;
}

/**
 * Invites somebody to make an account with a role. The link works once, and it alone: to invite somebody again takes the
 * link that they have.
 * @param page where the link leads, to which the token is added behind a `#`
 */
export async function invite(
  context: Context,
  { email, role, page }: { readonly email: string; readonly role: Role; readonly page: string },
): Promise<SentInvitation | Refusal> {
  const folded = foldEmail(email);
  const fault = emailFault(folded);
  return write<SentInvitation>(context, "owner", async (tx, now) => {
    if (fault !== null) return refuseField("email", fault);
    await lockInstallation(tx);
    if ((await findUserByEmail(tx, folded)) !== null) return refuseField("email", "Has an account already.");
    const former = await deleteInvitation(tx, { email: folded });
    const token = newInvitationToken();
    const invitation = await insertInvitation(tx, {
      id: newId(now),
      email: folded,
      role,
      digest: invitationDigest(context.vault, token),
      invited_by: context.actor.kind === "user" ? context.actor.name : null,
      created_at: toMoment(now),
      expires_at: toMoment(now.add(LIFE)),
    });
    const link = `${page}#${token}`;
    const mail: NewMail = {
      kind: "invitation",
      to: folded,
      letter: invitationLetter({ ...invitation, link }),
      usefulUntil: invitation.expiresAt,
    };
    const events: NewEvent[] = [{ type: "user.invited", about: {}, data: { role }, personal: { email: folded } }];
    if (former !== null) events.unshift({ type: "user.invitation_withdrawn", about: {}, personal: { email: folded } });
    return {
      value: { invitation, link, mailed: context.sendsMail },
      events,
      mails: context.sendsMail ? [mail] : [],
    };
  });
}
