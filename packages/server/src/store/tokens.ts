import type { Insertable, Selectable } from "kysely";
import type { ListedToken, Token } from "#domain/tokens/token.ts";
import { type Page, type PageRequest, toPage } from "#kit/paging.ts";
import { inOrder } from "#store/lock.ts";
import { fromMoment, fromMomentOrNull, toMoment } from "#store/moments.ts";
import { once } from "#store/once.ts";
import type { TokenTable } from "#store/schema/accounts.ts";
import type { Reader, Tx } from "#store/store.ts";

export async function insertToken(tx: Tx, row: Insertable<TokenTable>): Promise<ListedToken> {
  await tx.insertInto("tokens").values(row).execute();
  return toListed(await selectListed(tx).where("tokens.id", "=", row.id).executeTakeFirstOrThrow());
}

/** The token with this keyed hash, unless it was revoked. It may have expired. */
export async function findToken(db: Reader, digest: Uint8Array): Promise<Token | null> {
  const [row] = await selectToken(db, { digest });
  return row === undefined ? null : toToken(row);
}

type TokenRow = Pick<Selectable<TokenTable>, "id" | "name" | "scope" | "product_id" | "expires_at">;

const selectToken = once<{ digest: Uint8Array }, TokenRow>((db, value) =>
  db
    .selectFrom("tokens")
    .select(["id", "name", "scope", "product_id", "expires_at"])
    .where("digest", "=", value("digest"))
    .where("revoked_at", "is", null),
);

/** The tokens that were not revoked, the newest first, those that have expired among them. */
export async function listTokens(db: Reader, page: PageRequest): Promise<Page<ListedToken>> {
  let query = selectListed(db)
    .where("tokens.revoked_at", "is", null)
    .orderBy("tokens.id", "desc")
    .limit(page.limit + 1);
  if (page.before !== null) query = query.where("tokens.id", "<", page.before);
  return toPage(await query.execute(), page, toListed);
}

function selectListed(db: Reader) {
  return db
    .selectFrom("tokens")
    .leftJoin("products", "products.id", "tokens.product_id")
    .selectAll("tokens")
    .select("products.name as product_name");
}

/** Moves the times of last use forward, never back. */
export async function stampUsed(tx: Tx, used: ReadonlyMap<string, Temporal.Instant>): Promise<void> {
  for (const [id, at] of inOrder(used)) {
    const moment = toMoment(at);
    await tx
      .updateTable("tokens")
      .set({ last_used_at: moment })
      .where("id", "=", id)
      .where((eb) => eb.or([eb("last_used_at", "is", null), eb("last_used_at", "<", moment)]))
      .execute();
  }
}

/** Revokes a token. Answers its name; null when there is no such token in force. */
export async function revokeToken(tx: Tx, id: string, at: Temporal.Instant): Promise<string | null> {
  const row = await tx
    .updateTable("tokens")
    .set({ revoked_at: toMoment(at) })
    .where("id", "=", id)
    .where("revoked_at", "is", null)
    .returning("name")
    .executeTakeFirst();
  return row?.name ?? null;
}

function toToken({ id, name, scope, product_id, expires_at }: TokenRow): Token {
  return { id, name, scope, productId: product_id, expiresAt: fromMomentOrNull(expires_at) };
}

function toListed(row: Selectable<TokenTable> & { product_name: string | null }): ListedToken {
  const { product_id: id, product_name: name, created_at, last_used_at } = row;
  return {
    ...toToken(row),
    product: id === null || name === null ? null : { id, name },
    createdAt: fromMoment(created_at),
    lastUsedAt: fromMomentOrNull(last_used_at),
  };
}
