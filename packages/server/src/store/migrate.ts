import { type Kysely, sql } from "kysely";
import { MIGRATIONS, type Migration } from "#store/migrations/index.ts";
import { type Store, StoreUnusable } from "#store/store.ts";

/** The list of applied migrations; a table of its own because it must be readable before any other exists. */
interface MigrationSchema {
  migrations: { name: string; applied_at: number };
}

/**
 * Applies the migrations that the database lacks, in order, all in one transaction, which is the lock as well: of several
 * processes that start at once, one does the work and the others find it done. There is no way back but a backup.
 * @throws StoreUnusable when a newer program has changed the database already
 */
export async function migrate(
  store: Store,
  now: Temporal.Instant,
  migrations: readonly Migration[] = MIGRATIONS,
): Promise<void> {
  await store.transaction(async (tx) => {
    // The one place that looks at the database without its schema, which is just what it is making.
    const db = tx as unknown as Kysely<MigrationSchema>;
    await db.schema
      .createTable("migrations")
      .ifNotExists()
      .addColumn("name", "text", (column) => column.primaryKey())
      .addColumn("applied_at", "bigint", (column) => column.notNull())
      .execute();
    const applied = (await db.selectFrom("migrations").select("name").orderBy("name").execute()).map((row) => row.name);
    const unknown = unknownMigrations(applied, migrations);
    if (unknown.length > 0) {
      throw new StoreUnusable(
        `The database was changed by a newer Keywright (it knows ${unknown.join(", ")}). Start that version or a later one, or restore a backup made before.`,
      );
    }
    for (const migration of pendingMigrations(applied, migrations)) {
      await migration.up(db as unknown as Kysely<unknown>);
      await db.insertInto("migrations").values({ name: migration.name, applied_at: now.epochMilliseconds }).execute();
    }
    return { end: "commit", value: undefined };
  });
}

/** The applied migrations that this program does not know: a newer one made them. */
export function unknownMigrations(applied: readonly string[], migrations = MIGRATIONS): string[] {
  return applied.filter((name) => !migrations.some((migration) => migration.name === name));
}

/** The migrations that a database still lacks, oldest first. */
export function pendingMigrations(applied: readonly string[], migrations = MIGRATIONS): Migration[] {
  return migrations.filter((migration) => !applied.includes(migration.name));
}

/** Whether the database answers a query. @throws whatever the engine says when it does not */
export async function ping(store: Store): Promise<void> {
  await sql`select 1`.execute(store.read);
}
