import type { Insertable } from "kysely";
import type { ListedToken, Token } from "#domain/tokens/token.ts";
import { fromMoment, toMoment } from "#store/moments.ts";
import type { TokenTable } from "#store/schema.ts";
import type { Reader, Tx } from "#store/store.ts";

export async function insertToken(tx: Tx, row: Insertable<TokenTable>): Promise<void> {
  await tx.insertInto("tokens").values(row).execute();
}

/** The token with this keyed hash, unless it was revoked. */
export async function findToken(db: Reader, digest: Uint8Array): Promise<Token | null> {
  const row = await db
    .selectFrom("tokens")
    .select(["id", "name", "scope"])
    .where("digest", "=", digest)
    .where("revoked_at", "is", null)
    .executeTakeFirst();
  return row ?? null;
}

/** The tokens that were not revoked, the newest first. */
export async function listTokens(db: Reader): Promise<ListedToken[]> {
  const rows = await db
    .selectFrom("tokens")
    .select(["id", "name", "scope", "created_at"])
    .where("revoked_at", "is", null)
    .orderBy("id", "desc")
    .execute();
  return rows.map(({ id, name, scope, created_at }) => ({ id, name, scope, createdAt: fromMoment(created_at) }));
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
