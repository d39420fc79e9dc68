import { hashPassword } from "better-auth/crypto";
import { type Services, write } from "#actions/context.ts";
import { addUser } from "#actions/users/add.ts";
import { invitationDigest } from "#actions/users/invitation-token.ts";
import { isRefusal, type Refusal, refuse } from "#domain/refusal.ts";
import { type Invitation, isOpen, type User } from "#domain/users/user.ts";
import { newId } from "#kit/ids.ts";
import { lockInstallation } from "#store/installation.ts";
import { deleteInvitation, findInvitation } from "#store/invitations.ts";
import type { Reader } from "#store/store.ts";

/** What whoever has an invitation's link is told of it. */
export async function openInvitation(services: Services, token: string): Promise<Invitation | Refusal> {
  return find(services, services.store.read, token);
}

/** Makes an account for whoever has an invitation's link, once. */
export async function acceptInvitation(
  services: Services,
  { token, name, password }: { readonly token: string; readonly name: string; readonly password: string },
): Promise<User | Refusal> {
  const open = await find(services, services.store.read, token);
  if (isRefusal(open)) return open;
  // Slow on purpose, so for nobody without a link, and not within the transaction.
  const hash = await hashPassword(password);
  const user: User = { id: newId(services.clock.now()), name, email: open.email, role: open.role };
  return write<User>({ ...services, actor: { kind: "user", ...user } }, "read", async (tx, now) => {
    await lockInstallation(tx);
    // Looked at again: of two who use one link at once, the second finds none.
    const still = await find(services, tx, token);
    if (isRefusal(still)) return still;
    await deleteInvitation(tx, { id: still.id });
    return { value: user, events: [await addUser(tx, user, hash, now)] };
  });
}

async function find({ vault, clock }: Services, db: Reader, token: string): Promise<Invitation | Refusal> {
  const invitation = await findInvitation(db, invitationDigest(vault, token));
  if (invitation === null || !isOpen(invitation, clock.now()))
    return refuse("UNAUTHORIZED", "This invitation is not good any more: it works once, and for three days.");
  return invitation;
}
