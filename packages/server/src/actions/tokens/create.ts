import { randomBytes } from "node:crypto";
import { type Context, write } from "#actions/context.ts";
import { tokenDigest } from "#actions/tokens/authenticate.ts";
import type { Scope } from "#domain/actor.ts";
import type { Refusal } from "#domain/refusal.ts";
import { formatToken, type ListedToken, TOKEN_RANDOM_BYTES } from "#domain/tokens/token.ts";
import { newId } from "#kit/ids.ts";
import { toMoment } from "#store/moments.ts";
import { insertToken } from "#store/tokens.ts";

export interface CreatedToken {
  readonly token: ListedToken;
  /** What its holder sends. It is not kept: nobody can see it again. */
  readonly text: string;
}

/** Makes a server token. */
export async function createToken(
  context: Context,
  { name, scope }: { name: string; scope: Scope },
): Promise<CreatedToken | Refusal> {
  return write(context, "admin", async (tx, now) => {
    const text = formatToken(randomBytes(TOKEN_RANDOM_BYTES));
    const id = newId(now);
    const token = await insertToken(tx, {
      id,
      name,
      digest: tokenDigest(context.vault, text),
      scope,
      created_at: toMoment(now),
      last_used_at: null,
      revoked_at: null,
    });
    return {
      value: { token, text },
      events: [{ type: "token.created", about: { tokenId: id }, data: { name, scope } }],
    };
  });
}
