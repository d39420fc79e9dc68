import { randomBytes } from "node:crypto";
import { type Context, write } from "#actions/context.ts";
import { tokenDigest } from "#actions/tokens/authenticate.ts";
import type { Scope } from "#domain/actor.ts";
import type { Refusal } from "#domain/refusal.ts";
import { formatToken, TOKEN_RANDOM_BYTES } from "#domain/tokens/token.ts";
import { newId } from "#kit/ids.ts";
import { toMoment } from "#store/moments.ts";
import { insertToken } from "#store/tokens.ts";

/** Makes a server token. Answers its text, which is not kept: nobody can see it again. */
export async function createToken(
  context: Context,
  { name, scope }: { name: string; scope: Scope },
): Promise<string | Refusal> {
  return write(context, "admin", async (tx, now) => {
    const token = formatToken(randomBytes(TOKEN_RANDOM_BYTES));
    const id = newId(now);
    await insertToken(tx, {
      id,
      name,
      digest: tokenDigest(context.vault, token),
      scope,
      created_at: toMoment(now),
      revoked_at: null,
    });
    return { value: token, events: [{ type: "token.created", about: { tokenId: id }, data: { name, scope } }] };
  });
}
