import { type Context, read } from "#actions/context.ts";
import type { Refusal } from "#domain/refusal.ts";
import type { ListedToken } from "#domain/tokens/token.ts";
import type { Page, PageRequest } from "#kit/paging.ts";
import { listTokens } from "#store/tokens.ts";

/** Lists the tokens that are in force, the newest first. */
export async function listAllTokens(context: Context, page: PageRequest): Promise<Page<ListedToken> | Refusal> {
  return read(context, "admin", (db) => listTokens(db, page));
}
