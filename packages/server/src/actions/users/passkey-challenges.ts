import { randomBytes } from "node:crypto";
import type { Services } from "#actions/context.ts";
import { CHALLENGE_LASTS, challengeIn } from "#domain/users/passkey.ts";
import type { Vault } from "#kit/vault.ts";
import { insertChallenge, takeChallenge } from "#store/passkeys.ts";
import type { Tx } from "#store/store.ts";

/** What a challenge is for, and in which browser it was asked for. */
export interface Asked {
  /** Whose new passkey it is for; null = it is for signing in. */
  readonly addedTo: string | null;
  /** What the browser keeps meanwhile. */
  readonly browser: string;
}

/** For how many seconds a challenge may be answered. */
export const CHALLENGE_SECONDS = CHALLENGE_LASTS.minutes * 60;

/** Makes something for a passkey to sign, once, within minutes. */
export async function newChallenge(services: Services, asked: Asked): Promise<string> {
  const { store, vault, clock } = services;
  const challenge = randomBytes(32).toString("base64url");
  const now = clock.now();
  await store.transaction(async (tx) => {
    await insertChallenge(tx, idOf(vault, asked, challenge), now, now.add(CHALLENGE_LASTS));
    return { end: "commit", value: undefined };
  });
  return challenge;
}

/**
 * The challenge that a browser's answer is to, which is used up by it, whether the answer is right or not, once the
 * transaction is committed. Null when it
 * was never made, is used up already, has come too late, or was made for something or some browser else.
 */
export async function useChallenge(
  tx: Tx,
  { vault, clock }: Services,
  asked: Asked,
  clientData: Uint8Array,
): Promise<string | null> {
  const challenge = challengeIn(clientData);
  if (challenge === null) return null;
  return (await takeChallenge(tx, idOf(vault, asked, challenge), clock.now())) ? challenge : null;
}

function idOf(vault: Vault, { addedTo, browser }: Asked, challenge: string): string {
  const what = JSON.stringify([addedTo, browser, challenge]);
  return Buffer.from(vault.digest("passkey-challenge", what)).toString("base64url");
}
