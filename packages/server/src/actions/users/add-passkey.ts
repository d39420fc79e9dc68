import { type Change, type Context, write } from "#actions/context.ts";
import { nobodySignedIn } from "#actions/users/confirm-password.ts";
import { useChallenge } from "#actions/users/passkey-challenges.ts";
import { type Refusal, refuse } from "#domain/refusal.ts";
import { type Ceremonial, type Passkey, type RelyingParty, readNewPasskey } from "#domain/users/passkey.ts";
import { newId } from "#kit/ids.ts";
import { toMoment } from "#store/moments.ts";
import { insertPasskey } from "#store/passkeys.ts";
import { markTwoStep } from "#store/users.ts";

/** Adds a passkey to those of the user who began to make it, in the same browser. */
export async function addPasskey(
  context: Context,
  {
    name,
    answer,
    browser,
    sessionId,
    party,
  }: {
    readonly name: string;
    readonly answer: Ceremonial & { readonly publicKey: Uint8Array };
    readonly browser: string;
    readonly sessionId: string;
    readonly party: RelyingParty;
  },
): Promise<Passkey | Refusal> {
  const { actor } = context;
  return write<Passkey>(context, "read", async (tx, now) => {
    if (actor.kind !== "user") return nobodySignedIn();
    const userId = actor.id;
    const challenge = await useChallenge(tx, context, { addedTo: userId, browser }, answer.clientData);
    const made = challenge === null ? null : readNewPasskey(answer, challenge, party);
    if (made === null) return refuseMade("The passkey was not made as it was asked for. Begin anew.");
    const { credentialId, publicKey, counter } = made;
    const passkey: Passkey = { id: newId(now), name, credentialId, createdAt: now, usedAt: null };
    const isNew = await insertPasskey(tx, {
      ...{ id: passkey.id, user_id: userId, name, credential_id: credentialId },
      ...{ public_key: publicKey, counter, created_at: toMoment(now), used_at: null },
    });
    if (!isNew) return refuseMade("This passkey is known already.");
    await markTwoStep(tx, sessionId);
    return { value: passkey, events: [{ type: "user.passkey_added", about: { userId }, personal: { name } }] };
  });
}

/** Refuses a passkey, and keeps that its challenge is used up. */
function refuseMade(detail: string): Change<Passkey> {
  return { value: refuse("INVALID_REQUEST", detail), events: [], keeps: true };
}
