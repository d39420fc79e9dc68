import type { Kysely } from "kysely";
import type { Key } from "#store/copy/rows.ts";
import { TABLES, type TableName } from "#store/copy/tables.ts";
import { appliedMigrations, migrate, UNFINISHED_COPY, unknownMigrations } from "#store/migrate.ts";
import { MIGRATIONS, type Migration } from "#store/migrations/index.ts";
import { type Reader, type Store, StoreUnusable, type Tx } from "#store/store.ts";

/* The database that is copied to, from its first table until the copy is whole. */

/** How far a copy has come: the tables before this one are whole, this one has the rows up to and with the key. */
export interface Position {
  readonly table: TableName;
  readonly key: Key;
}

/** The one row that the target keeps about the copy, in a table that is gone when the copy is whole. */
interface CopyingSchema {
  copying: { source: string; position: string | null };
}

/**
 * Makes the target ready for a copy of this source: with all tables, and closed to every server.
 * @param source what tells the installation from any other
 * @returns how far an earlier copy of the same source came; null when it had not begun
 * @throws StoreUnusable when the target holds anything else
 */
export async function prepareTarget(target: Store, source: string, now: Temporal.Instant): Promise<Position | null> {
  const tables = (await target.read.introspection.getTables()).filter(({ isView }) => !isView).map(({ name }) => name);
  if (tables.length > 0 && !tables.includes("copying")) {
    throw new StoreUnusable(
      tables.includes("migrations")
        ? "The target holds an installation already, which a copy would mix with this one. Copy to a new, empty database."
        : "The target holds tables that are not Keywright's. Copy to a database of its own, new and empty.",
    );
  }
  await migrate(target, now, [...MIGRATIONS, closing(source)]);
  await refuseOtherSchema(target.read, "target");
  const { source: known, position } = await copying(target.read)
    .selectFrom("copying")
    .selectAll()
    .executeTakeFirstOrThrow();
  if (known !== source) {
    throw new StoreUnusable(
      "The target holds an unfinished copy of another installation. Copy to a new, empty database.",
    );
  }
  return position === null ? null : (JSON.parse(position) as Position);
}

/** A source or target whose tables this program does not know whole would lose what is in the others. */
export async function refuseOtherSchema(db: Reader, side: "source" | "target"): Promise<void> {
  const unknown = unknownMigrations(await appliedMigrations(db)).filter(({ name }) => name !== UNFINISHED_COPY);
  if (unknown.length === 0) return;
  const names = unknown.map(({ name }) => name).join(", ");
  throw new StoreUnusable(
    `The ${side} was changed by a newer Keywright (it knows ${names}), which this one can't copy whole. Use that version.`,
  );
}

/** Notes that the copy has come further, in the transaction that brings it there. @throws StoreUnusable when another copy did, too */
export async function moveOn(tx: Tx, from: Position | null, to: Position): Promise<void> {
  const { numUpdatedRows } = await copying(tx)
    .updateTable("copying")
    .set({ position: JSON.stringify(to) })
    .where("position", "is not distinct from", from && JSON.stringify(from))
    .executeTakeFirst();
  if (numUpdatedRows !== 1n) throw new StoreUnusable("Another copy to the same target runs. Let one of them end.");
}

/** Takes away what was copied so far. */
export async function startOver(target: Store): Promise<void> {
  await target.exclusively(async (tx) => {
    for (const { name } of TABLES.toReversed()) await tx.deleteFrom(name).execute();
    await copying(tx).updateTable("copying").set({ position: null }).execute();
    return { end: "commit", value: undefined };
  });
}

/** The copy is whole: servers may use it. */
export async function openTarget(target: Store): Promise<void> {
  await target.exclusively(async (tx) => {
    await tx.schema.dropTable("copying").execute();
    await copying(tx).deleteFrom("migrations").where("name", "=", UNFINISHED_COPY).execute();
    return { end: "commit", value: undefined };
  });
}

/** Not a step forward, but it takes effect as one does: whole, or not at all, and in every program's sight. */
function closing(source: string): Migration {
  return {
    name: UNFINISHED_COPY,
    kind: "contract",
    async up(db) {
      await db.schema
        .createTable("copying")
        .addColumn("source", "text", (column) => column.notNull())
        .addColumn("position", "text")
        .execute();
      await copying(db).insertInto("copying").values({ source, position: null }).execute();
    },
  };
}

function copying(db: Kysely<never> | Reader | Kysely<unknown>) {
  return db as unknown as Kysely<CopyingSchema & { migrations: { name: string } }>;
}
