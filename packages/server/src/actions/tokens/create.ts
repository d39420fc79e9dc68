import { randomBytes } from "node:crypto";
import { type Context, write } from "#actions/context.ts";
import { noSuchProduct } from "#actions/products/get.ts";
import { tokenDigest } from "#actions/tokens/authenticate.ts";
import type { TokenScope } from "#domain/actor.ts";
import { daysAfter } from "#domain/licenses/terms.ts";
import type { Refusal } from "#domain/refusal.ts";
import { formatToken, type ListedToken, TOKEN_RANDOM_BYTES } from "#domain/tokens/token.ts";
import { newId } from "#kit/ids.ts";
import { toMoment } from "#store/moments.ts";
import { findProductNamed } from "#store/products.ts";
import { insertToken } from "#store/tokens.ts";

export interface NewToken {
  readonly name: string;
  readonly scope: TokenScope;
  /** The id or identifier of the one product whose things it reaches; null = all. */
  readonly product?: string | null;
  /** For how many days it lets its holder in; null = for ever. */
  readonly days?: number | null;
}

export interface CreatedToken {
  readonly token: ListedToken;
  /** What its holder sends. It is not kept: nobody can see it again. */
  readonly text: string;
}

/** Makes a server token. */
export async function createToken(
  context: Context,
  { name, scope, product: named = null, days = null }: NewToken,
): Promise<CreatedToken | Refusal> {
  return write(context, "admin", async (tx, now) => {
    const product = named === null ? null : await findProductNamed(tx, named);
    if (named !== null && product === null) return noSuchProduct();
    const text = formatToken(randomBytes(TOKEN_RANDOM_BYTES));
    const id = newId(now);
    const expiresAt = days === null ? null : daysAfter(now, days);
    const token = await insertToken(tx, {
      id,
      name,
      digest: tokenDigest(context.vault, text),
      scope,
      product_id: product?.id ?? null,
      created_at: toMoment(now),
      expires_at: expiresAt && toMoment(expiresAt),
      last_used_at: null,
      revoked_at: null,
    });
    const limits = { ...(product && { product: product.identifier }), ...(expiresAt && { expiresAt }) };
    return {
      value: { token, text },
      events: [{ type: "token.created", about: { tokenId: id }, data: { name, scope, ...limits } }],
    };
  });
}
