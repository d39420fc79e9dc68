import type { Services } from "#actions/context.ts";
import type { Actor } from "#domain/actor.ts";
import { isTokenFormat } from "#domain/tokens/token.ts";
import type { Vault } from "#kit/vault.ts";
import { findToken } from "#store/tokens.ts";

/** By what a token is looked up. */
export function tokenDigest(vault: Vault, token: string): Uint8Array {
  return vault.digest("server-token", token);
}

/**
 * Who holds this token. `malformed`: the text can't be a token of ours at all. `unknown`: it could, and none is known, or
 * it was revoked.
 */
export async function authenticate(
  { store, vault, stamps, clock }: Services,
  text: string,
): Promise<Actor | "malformed" | "unknown"> {
  if (!isTokenFormat(text)) return "malformed";
  const token = await findToken(store.read, tokenDigest(vault, text));
  if (token === null) return "unknown";
  stamps.tokenUsed(token.id, clock.now());
  return { kind: "token", id: token.id, name: token.name, scope: token.scope };
}
