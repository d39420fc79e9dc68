import type { Selectable } from "kysely";
import { chainOf } from "#domain/record/chain.ts";
import type { Checkpoint, Heads } from "#domain/record/checkpoint.ts";
import { leastIdAt } from "#kit/ids.ts";
import type { CheckpointTable } from "#store/schema/record.ts";
import type { Reader, Tx } from "#store/store.ts";

/** The newest checkpoint; null when there is none yet. */
export async function findLastCheckpoint(db: Reader): Promise<Checkpoint | null> {
  const row = await db.selectFrom("checkpoints").selectAll().orderBy("number", "desc").limit(1).executeTakeFirst();
  return row === undefined ? null : toCheckpoint(row);
}

/** The checkpoints that looked for events at that moment or later, the newest first, one at a time. */
export async function* checkpointsSince(db: Reader, moment: number): AsyncGenerator<Checkpoint> {
  // Found without what it says: to read that of one which is too old would take as long as of one that is not.
  const older = await db
    .selectFrom("checkpoints")
    .select("number")
    .where("until", "<", moment)
    .orderBy("number", "desc")
    .limit(1)
    .executeTakeFirst();
  const younger = db
    .selectFrom("checkpoints")
    .selectAll()
    .where("number", ">", older?.number ?? 0)
    .orderBy("number", "desc")
    .limit(1);
  let row = await younger.executeTakeFirst();
  while (row !== undefined) {
    yield toCheckpoint(row);
    row = await younger.where("number", "<", row.number).executeTakeFirst();
  }
}

/** The checkpoints behind this number, the oldest first, so many at most. */
export async function listCheckpointsAfter(db: Reader, number: number, most: number): Promise<Checkpoint[]> {
  const rows = await db
    .selectFrom("checkpoints")
    .selectAll()
    .where("number", ">", number)
    .orderBy("number")
    .limit(most)
    .execute();
  return rows.map(toCheckpoint);
}

/** Adds a checkpoint. Answers false when another process has made one of this number. */
export async function insertCheckpoint(tx: Tx, { publicKey, ...checkpoint }: Checkpoint): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto("checkpoints")
    .values({ ...checkpoint, public_key: publicKey })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}

/** Events in the order of their ids, and how far their chains have come by them. */
export interface Growth {
  readonly heads: Heads;
  /** The last event that was looked at; null = there was none. */
  readonly lastId: string | null;
  readonly lastAt: number;
}

/** What has been added to chains from a moment on, so many events at most, of those behind `after`; null = all. */
export async function readGrowth(db: Reader, from: number, after: string | null, most: number): Promise<Growth> {
  const rows = await db
    .selectFrom("events")
    .select(["id", "at", "number", "hash", "license_id", "customer_id", "product_id", "token_id", "user_id"])
    .where("id", ">", after ?? leastIdAt(from))
    // Ids run ahead of the clock when it was put back.
    .where("at", ">=", from)
    .orderBy("id")
    .limit(most)
    .execute();
  const heads = new Map<string, readonly [string, number, string]>();
  for (const row of rows) {
    if (row.number === null || row.hash === null) continue;
    const chain = chainOf({
      ...{ licenseId: row.license_id, customerId: row.customer_id, productId: row.product_id },
      ...{ tokenId: row.token_id, userId: row.user_id },
    });
    if ((heads.get(chain)?.[1] ?? 0) < row.number) heads.set(chain, [chain, row.number, row.hash]);
  }
  const last = rows.at(-1);
  return { heads: [...heads.values()], lastId: last?.id ?? null, lastAt: last?.at ?? 0 };
}

function toCheckpoint({ public_key: publicKey, ...row }: Selectable<CheckpointTable>): Checkpoint {
  return { ...row, publicKey };
}
