import { setImmediate as nextTurn } from "node:timers/promises";
import type { Services } from "#actions/context.ts";
import {
  type Checkpoint,
  type Heads,
  hashOfCheckpoint,
  isSigned,
  lookedFrom,
  statementOf,
} from "#domain/record/checkpoint.ts";
import type { Vault } from "#kit/vault.ts";
import { checkpointsSince, findLastCheckpoint, insertCheckpoint, readGrowth } from "#store/checkpoints.ts";
import { readUnchainedUntil } from "#store/record.ts";
import { forSealing } from "#store/secret-in-use.ts";
import type { Reader } from "#store/store.ts";

/** What the vault signs checkpoints for. */
export const SIGNING = "checkpoint";
/** How many events are read at once, which keeps the process busy for some milliseconds. Then others get their turn. */
const BATCH = 500;
/** With how many chains a checkpoint is made before all is read: it is one row, and read at once, which takes as long. */
const MOST_HEADS = 2_000;

/** The last checkpoint is not this installation's: somebody has changed it, or the secret was another one. */
export class ForeignCheckpoint extends Error {
  override readonly name = "ForeignCheckpoint";
}

/**
 * Signs where all chains stand that have grown since the last checkpoint; nothing if none has. Of several processes that
 * do so at once, one makes the checkpoint, and the others leave it at that. When the secret was changed, a checkpoint is
 * made in any case, which vouches for those that the previous one has signed.
 * @returns how many chains were signed
 * @throws ForeignCheckpoint when the last checkpoint was not signed with this secret: to sign another one upon it would
 *   vouch for it
 */
export async function signRecord(services: Services): Promise<number> {
  const { store, clock, vault } = services;
  let last = await findLastCheckpoint(store.read);
  if (last !== null) refuseForeign(last, vault);
  const signed = await signedHeads(services, last);
  const isHandedOver = last !== null && last.publicKey !== vault.publicKeys(SIGNING)[0];
  const from = lookedFrom(last);
  // What was recorded before there were chains is in none, and may be a lot.
  let after = last === null ? await readUnchainedUntil(store.read) : null;
  let heads = new Map<string, Heads[number]>();
  let count = 0;
  for (let isAll = false; !isAll; ) {
    const now = clock.now().epochMilliseconds;
    await nextTurn();
    const growth = await readGrowth(store.read, from, after, BATCH);
    for (const head of growth.heads) if (head[1] > (signed.get(head[0]) ?? 0)) heads.set(head[0], head);
    isAll = growth.lastId === null;
    after = growth.lastId;
    const isDue = isAll ? heads.size > 0 || (isHandedOver && count === 0) : heads.size >= MOST_HEADS;
    if (!isDue) continue;
    const made = await add(services, last, [...heads.values()], { at: now, until: isAll ? now : growth.lastAt });
    if (made === null) return count;
    for (const [chain, length] of heads.values()) signed.set(chain, length);
    count += heads.size;
    heads = new Map();
    last = made;
  }
  return count;
}

/** Up to where the chains are signed that may turn up when it is looked for growth behind this checkpoint. */
async function signedHeads({ store }: Services, last: Checkpoint | null): Promise<Map<string, number>> {
  const signed = new Map<string, number>();
  if (last === null) return signed;
  for await (const { heads } of checkpointsSince(store.read, lookedFrom(last))) {
    for (const [chain, length] of JSON.parse(heads) as Heads)
      signed.set(chain, Math.max(length, signed.get(chain) ?? 0));
    await nextTurn();
  }
  return signed;
}

function refuseForeign(last: Checkpoint, vault: Vault): void {
  if (vault.publicKeys(SIGNING).includes(last.publicKey) && isSigned(last)) return;
  throw new ForeignCheckpoint(`checkpoint ${last.number} of the record is not signed with this installation's secret`);
}

/** The public key to the last checkpoint, if it is one of ours: while the secret is changed, that of the previous one. */
export async function publicKeyInUse(db: Reader, vault: Vault): Promise<string> {
  const keys = vault.publicKeys(SIGNING);
  const last = await findLastCheckpoint(db);
  return keys.find((key) => key === last?.publicKey) ?? keys[0];
}

/** Adds a checkpoint, signed with the secret that is not changed before it is there. Null when another process was first. */
function add(
  { store, vault: known }: Services,
  last: Checkpoint | null,
  heads: Heads,
  { at, until }: Pick<Checkpoint, "at" | "until">,
): Promise<Checkpoint | null> {
  return store.transaction(async (tx) => {
    const vault = await forSealing(tx, known);
    const unsigned = {
      number: (last?.number ?? 0) + 1,
      ...{ at, until },
      previous: last === null ? "" : hashOfCheckpoint(last),
      heads: JSON.stringify(heads),
      publicKey: vault.publicKeys(SIGNING)[0],
    };
    const made = { ...unsigned, signature: vault.sign(SIGNING, statementOf(unsigned)) };
    return { end: "commit", value: (await insertCheckpoint(tx, made)) ? made : null };
  });
}
