import type { Selectable } from "kysely";
import { type ChainHead, licenseChain } from "#domain/record/chain.ts";
import type { RecordLine } from "#domain/record/check.ts";
import { lookedFrom } from "#domain/record/checkpoint.ts";
import { leastIdAt } from "#kit/ids.ts";
import { listCheckpointsAfter } from "#store/checkpoints.ts";
import type { EventTable } from "#store/schema/record.ts";
import type { Reader } from "#store/store.ts";

/* The whole record, from its first event on. */

const ROWS_AT_ONCE = 2_000;
const CHECKPOINTS_AT_ONCE = 100;

/** How many lines `readRecord` gives. */
export async function countRecord(db: Reader): Promise<number> {
  const counts = await Promise.all(
    (["events", "checkpoints"] as const).map((table) =>
      db
        .selectFrom(table)
        .select((eb) => eb.fn.countAll<number>().as("count"))
        .executeTakeFirstOrThrow(),
    ),
  );
  return counts.reduce((sum, { count }) => sum + Number(count), 0);
}

/** The last event from before there were chains; null = there was none. */
export async function readUnchainedUntil(db: Reader): Promise<string | null> {
  const row = await db.selectFrom("installation").select("unchained_until").executeTakeFirst();
  return row?.unchained_until ?? null;
}

/** All events in the order of their ids, each checkpoint before the first event that it may have signed. */
export async function* readRecord(db: Reader): AsyncGenerator<RecordLine> {
  const checkpoints = readCheckpoints(db);
  let next = (await checkpoints.next()).value;
  let from = lookedFrom(null);
  const events = db.selectFrom("events").selectAll().orderBy("id");
  for await (const event of inOrder((last) => events.where("id", ">", last))) {
    while (next !== undefined && event.id >= leastIdAt(from)) {
      yield next;
      from = lookedFrom(next);
      next = (await checkpoints.next()).value;
    }
    yield toLine(event);
  }
  if (next !== undefined) yield next;
  yield* checkpoints;
}

async function* readCheckpoints(db: Reader): AsyncGenerator<RecordLine & { kind: "checkpoint" }, undefined> {
  for (let last = -1; ; ) {
    const checkpoints = await listCheckpointsAfter(db, last, CHECKPOINTS_AT_ONCE);
    for (const checkpoint of checkpoints) yield { kind: "checkpoint", ...checkpoint };
    if (checkpoints.length < CHECKPOINTS_AT_ONCE) return undefined;
    last = checkpoints.at(-1)?.number ?? last;
  }
}

/** All rows of a table, a batch at a time. @param behind makes the query of those whose ids come after one */
async function* inOrder<Row extends { id: string }>(
  behind: (id: string) => { limit(most: number): { execute(): Promise<Row[]> } },
): AsyncGenerator<Row> {
  for (let last = ""; ; ) {
    const rows = await behind(last).limit(ROWS_AT_ONCE).execute();
    yield* rows;
    if (rows.length < ROWS_AT_ONCE) return;
    last = rows.at(-1)?.id ?? last;
  }
}

/** Where every chain stands by the rows of licenses and by `chains`. */
export async function* readHeads(db: Reader): AsyncGenerator<readonly [chain: string, head: ChainHead]> {
  const ofLicenses = db
    .selectFrom("licenses")
    .select(["id", "chain_length as length", "chain_hash as hash"])
    .orderBy("id");
  for await (const { id, length, hash } of inOrder((last) => ofLicenses.where("id", ">", last)))
    yield [licenseChain(id), { length, hash: hash ?? "" }];
  const others = db.selectFrom("chains").selectAll().orderBy("id");
  for await (const { id, ...head } of inOrder((last) => others.where("id", ">", last))) yield [id, head];
}

function toLine(row: Selectable<EventTable>): RecordLine {
  return {
    kind: "event",
    number: row.number,
    id: row.id,
    at: row.at,
    type: row.type,
    actorKind: row.actor_kind,
    actorId: row.actor_id,
    about: {
      productId: row.product_id,
      planId: row.plan_id,
      customerId: row.customer_id,
      orderId: row.order_id,
      licenseId: row.license_id,
      activationId: row.activation_id,
      tokenId: row.token_id,
      userId: row.user_id,
    },
    data: row.data,
    commitments: row.commitments,
    hash: row.hash,
    personal: row.personal,
  };
}
