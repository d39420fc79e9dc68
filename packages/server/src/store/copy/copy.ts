import { batchesOf, type Checksum, checksumOf, countRows, insertRows, keyOf, WHOLE } from "#store/copy/rows.ts";
import { TABLES, type Table, type TableName } from "#store/copy/tables.ts";
import { moveOn, openTarget, type Position, prepareTarget, refuseOtherSchema, startOver } from "#store/copy/target.ts";
import { readCreation, readSecretCheck } from "#store/installation.ts";
import { type Reader, type Store, StoreBusy, StoreUnsure, StoreUnusable } from "#store/store.ts";

/** What a copy does now, for whoever watches it. */
export interface Step {
  readonly doing: "checking" | "copying" | "comparing";
  readonly table: TableName;
  /** How many rows of all tables are done, and how many there are to do. */
  readonly done: number;
  readonly of: number;
}

/** How a table came out on both sides. */
export interface Comparison {
  readonly table: TableName;
  readonly source: Checksum;
  readonly target: Checksum;
  readonly isEqual: boolean;
}

/** How a copy came out. */
export interface Outcome {
  readonly comparisons: readonly Comparison[];
  /** Whether the target equals what the source was when the copy began, and is open to servers. */
  readonly isWhole: boolean;
  /** How many events the source has recorded since: what the copy lacks. */
  readonly missed: number;
}

/** Those who watch a copy. */
export interface Watchers {
  onStep(step: Step): void;
  /** What was copied before is of no use: the source has changed in this table. */
  onStartingOver(table: TableName): void;
}

/**
 * Copies an installation as it is now into an empty database, or goes on with a copy that broke off. Both sides are
 * compared at the end; until then no server can use the target.
 * @throws StoreUnusable when the target is not empty, or the sides have not the same tables
 */
export async function copyInstallation(
  source: Store,
  target: Store,
  now: Temporal.Instant,
  watchers: Watchers,
): Promise<Outcome> {
  await refuseOtherSchema(source.read, "source");
  return source.snapshot(async (frozen) => {
    let position = await prepareTarget(target, await identityOf(frozen), now);
    const changed = position && (await changedBehind(frozen, target.read, position, watchers));
    if (changed !== null) {
      watchers.onStartingOver(changed);
      await startOver(target);
      position = null;
    }
    await copyRows(frozen, target, position, watchers);
    const comparisons = await compare(frozen, target.read, watchers);
    const isWhole = comparisons.every(({ isEqual }) => isEqual);
    if (isWhole) await openTarget(target);
    const missed = (await countRows(source.read, EVENTS)) - (await countRows(frozen, EVENTS));
    return { comparisons, isWhole, missed };
  });
}

const EVENTS: Table = { name: "events", key: "id" };

/** What tells the installation from any other. */
async function identityOf(db: Reader): Promise<string> {
  const check = await readSecretCheck(db);
  return `${await readCreation(db)} ${Buffer.from(check ?? []).toString("hex")}`;
}

/** The table in which the source is not any more what was copied of it; null = nothing has changed. */
async function changedBehind(
  source: Reader,
  target: Reader,
  position: Position,
  watchers: Watchers,
): Promise<TableName | null> {
  const copied = TABLES.slice(0, indexOf(position.table) + 1);
  const tell = teller("checking", await countAll(target), watchers);
  for (const table of copied) {
    const part = table.name === position.table ? { after: null, upTo: position.key } : WHOLE;
    const [now, then] = await Promise.all([
      checksumOf(source, table, part, tell(table)),
      checksumOf(target, table, part),
    ]);
    if (!isEqual(now, then)) return table.name;
  }
  return null;
}

async function copyRows(source: Reader, target: Store, beginning: Position | null, watchers: Watchers): Promise<void> {
  const tell = teller("copying", await countAll(source), watchers, await countAll(target.read));
  let position = beginning;
  for (const table of TABLES.slice(beginning === null ? 0 : indexOf(beginning.table))) {
    const after = table.name === beginning?.table ? beginning.key : null;
    for await (const rows of batchesOf(source, table, { after, upTo: null })) {
      const from = position;
      const to = { table: table.name, key: keyOf(rows, table.key) };
      await keeping(table, () =>
        target.transaction(async (tx) => {
          await moveOn(tx, from, to);
          return { end: "commit", value: await insertRows(tx, table, rows) };
        }),
      );
      position = to;
      tell(table)(rows.length);
    }
  }
}

/** Says of a batch that the target does not take which one it was. */
async function keeping(table: Table, write: () => Promise<void>): Promise<void> {
  try {
    await write();
  } catch (error) {
    if (error instanceof StoreBusy || error instanceof StoreUnsure || error instanceof StoreUnusable) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new StoreUnusable(`The target does not take the rows of ${table.name}: ${reason}`, { cause: error });
  }
}

async function compare(source: Reader, target: Reader, watchers: Watchers): Promise<Comparison[]> {
  const tell = teller("comparing", await countAll(source), watchers);
  const comparisons: Comparison[] = [];
  for (const table of TABLES) {
    const [ours, theirs] = await Promise.all([
      checksumOf(source, table, WHOLE, tell(table)),
      checksumOf(target, table),
    ]);
    comparisons.push({ table: table.name, source: ours, target: theirs, isEqual: isEqual(ours, theirs) });
  }
  return comparisons;
}

/** Counts the rows that are done, over all tables, and tells the watchers. */
function teller(doing: Step["doing"], of: number, { onStep }: Watchers, before = 0) {
  let done = before;
  return (table: Table) => (rows: number) => {
    done += rows;
    onStep({ doing, table: table.name, done, of });
  };
}

async function countAll(db: Reader): Promise<number> {
  const counts = await Promise.all(TABLES.map((table) => countRows(db, table)));
  return counts.reduce((total, count) => total + count, 0);
}

function isEqual(one: Checksum, other: Checksum): boolean {
  return one.rows === other.rows && one.sha256 === other.sha256;
}

function indexOf(name: TableName): number {
  return TABLES.findIndex((table) => table.name === name);
}
