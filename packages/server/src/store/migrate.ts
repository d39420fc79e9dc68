import type { Kysely } from "kysely";
import { MIGRATIONS, type Migration } from "#store/migrations/index.ts";
import { type Reader, type Store, StoreUnusable } from "#store/store.ts";

/** The list of applied migrations; a table of its own because it must be readable before any other exists. */
interface MigrationSchema {
  migrations: AppliedMigration & { applied_at: number };
}

/** A migration as the database remembers it. */
export type AppliedMigration = Pick<Migration, "name" | "kind">;

/**
 * Applies the migrations that the database lacks, in order, all in one transaction, alone: of several processes that
 * start at once, one does the work and the others find it done. There is no way back but a backup.
 * @throws StoreUnusable when a newer program has taken away what this one uses
 */
export async function migrate(
  store: Store,
  now: Temporal.Instant,
  migrations: readonly Migration[] = MIGRATIONS,
): Promise<void> {
  await store.exclusively(async (tx) => {
    // The one place that looks at the database without its schema, which is just what it is making.
    const db = tx as unknown as Kysely<MigrationSchema>;
    await db.schema
      .createTable("migrations")
      .ifNotExists()
      .addColumn("name", "text", (column) => column.primaryKey())
      .addColumn("kind", "text", (column) => column.notNull())
      .addColumn("applied_at", "bigint", (column) => column.notNull())
      .execute();
    const applied = await appliedMigrations(tx);
    const fault = schemaFault(applied, migrations);
    if (fault !== null) throw new StoreUnusable(fault);
    for (const migration of pendingMigrations(applied, migrations)) {
      await migration.up(db as unknown as Kysely<unknown>);
      const { name, kind } = migration;
      await db.insertInto("migrations").values({ name, kind, applied_at: now.epochMilliseconds }).execute();
    }
    return { end: "commit", value: undefined };
  });
}

/**
 * Stands among the migrations of a database as long as a copy into it is not whole: every program takes it for something
 * that it can't work with, and leaves the database alone.
 */
export const UNFINISHED_COPY = "unfinished-copy";

/**
 * Why this program can't work with a database, in words; null = it can. A newer program's additions do not disturb it:
 * while an installation is upgraded process by process, both work on the same database.
 */
export function schemaFault(applied: readonly AppliedMigration[], migrations = MIGRATIONS): string | null {
  const tooNew = unknownMigrations(applied, migrations)
    .filter(({ kind }) => kind === "contract")
    .map(({ name }) => name);
  if (tooNew.includes(UNFINISHED_COPY))
    return "The database is a copy that is not whole yet. Run `keywright copy` again: it goes on where it was.";
  if (tooNew.length > 0)
    return `The database was changed by a newer Keywright (it knows ${tooNew.join(", ")}). Start that version or a later one, or restore a backup made before.`;
  return null;
}

/** The applied migrations that this program does not know. */
export function unknownMigrations(applied: readonly AppliedMigration[], migrations = MIGRATIONS): AppliedMigration[] {
  return applied.filter(({ name }) => !migrations.some((migration) => migration.name === name));
}

/** The migrations that a database has, by name. */
export async function appliedMigrations(db: Reader): Promise<AppliedMigration[]> {
  const migrations = db as unknown as Kysely<MigrationSchema>;
  return migrations.selectFrom("migrations").select(["name", "kind"]).orderBy("name").execute();
}

/** The migrations that a database still lacks, oldest first. */
export function pendingMigrations(applied: readonly AppliedMigration[], migrations = MIGRATIONS): Migration[] {
  return migrations.filter((migration) => !applied.some(({ name }) => name === migration.name));
}
