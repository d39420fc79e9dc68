import type { Services } from "#actions/context.ts";
import type { Actor } from "#domain/actor.ts";
import { isExpired, isTokenFormat, type Token } from "#domain/tokens/token.ts";
import type { Vault } from "#kit/vault.ts";
import { findToken } from "#store/tokens.ts";

/** By what a token is looked up. */
export function tokenDigest(vault: Vault, token: string): Uint8Array {
  return vault.digest("server-token", token);
}

/** `malformed`: the text can't be a token of ours at all. `unknown`: it could, and none is known, or it was revoked. */
type Holder = Actor | "malformed" | "unknown" | "expired";

/** Who holds this token: at once when it is remembered. */
export function authenticate(services: Services, text: string): Holder | Promise<Holder> {
  const known = services.tokens.find(text);
  return known === null ? lookUp(services, text) : letIn(services, known);
}

async function lookUp(services: Services, text: string): Promise<Holder> {
  if (!isTokenFormat(text)) return "malformed";
  const { store, vault, tokens } = services;
  const token = await tokens.read(text, () => findToken(store.read, tokenDigest(vault, text)));
  return token === null ? "unknown" : letIn(services, token);
}

/** Asked at each call, also of a token that is remembered: no change of the database tells that its time is over. */
function letIn({ stamps, clock }: Services, token: Token): Actor | "expired" {
  const now = clock.now();
  if (isExpired(token, now)) return "expired";
  const { id, name, scope, productId } = token;
  stamps.tokenUsed(id, now);
  return { kind: "token", id, name, scope, productId };
}
