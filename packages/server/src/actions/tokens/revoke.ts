import { type Context, write } from "#actions/context.ts";
import { type Refusal, refuse } from "#domain/refusal.ts";
import { revokeToken } from "#store/tokens.ts";

/** Ends a token: the very next call with it is refused. Answers its name. */
export async function revokeServerToken(context: Context, id: string): Promise<string | Refusal> {
  return write(context, "admin", async (tx, now) => {
    const name = await revokeToken(tx, id, now);
    if (name === null) return refuse("TOKEN_NOT_FOUND", "No token in force has this id.");
    return { value: name, events: [{ type: "token.revoked", about: { tokenId: id }, data: { name } }] };
  });
}
