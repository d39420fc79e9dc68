import type { Services } from "#actions/context.ts";
import { useChallenge } from "#actions/users/passkey-challenges.ts";
import { type Refusal, refuse } from "#domain/refusal.ts";
import { type Ceremonial, counterOfProof, type RelyingParty } from "#domain/users/passkey.ts";
import { findPasskeyByCredential } from "#store/passkeys.ts";

/** What a browser brings whose user signs in by a passkey. */
export interface PasskeyProof extends Ceremonial {
  readonly credentialId: string;
  readonly signature: Uint8Array;
  /** What the passkey was given as its user's name when it was made; null where the authenticator does not tell. */
  readonly userHandle: string | null;
}

/** A passkey that has proven itself, and whose it is. */
interface ProvenPasskey {
  readonly id: string;
  readonly userId: string;
  readonly email: string;
  readonly counter: number;
}

/** Finds out whose passkey has signed what we asked this browser for. It signs nobody in yet. */
export async function provePasskey(
  services: Services,
  { proof, browser, party }: { readonly proof: PasskeyProof; readonly browser: string; readonly party: RelyingParty },
): Promise<ProvenPasskey | Refusal> {
  const challenge = await services.store.transaction<string | null>(async (tx) => ({
    end: "commit",
    value: await useChallenge(tx, services, { addedTo: null, browser }, proof.clientData),
  }));
  const known = challenge === null ? null : await findPasskeyByCredential(services.store.read, proof.credentialId);
  if (challenge === null || known === null) return noSuchPasskey();
  const { id, userId, email } = known;
  const counter = counterOfProof(known, proof, challenge, party);
  // Without a password, it is the passkey that says whose it is.
  return counter === null || proof.userHandle !== userId ? noSuchPasskey() : { id, userId, email, counter };
}

/** What whoever is not let in is told, for whatever reason. */
export function noSuchPasskey(): Refusal {
  return refuse("UNAUTHORIZED", "This passkey lets nobody in here. Sign in with e-mail and password.");
}
