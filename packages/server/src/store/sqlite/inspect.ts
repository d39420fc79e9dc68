import { DatabaseSync } from "node:sqlite";
import type { Contents } from "#store/contents.ts";
import type { AppliedMigration } from "#store/migrate.ts";

/** What a look at a database file tells, without changing anything in it. */
export interface Inspection extends Contents {
  /** What SQLite's own check finds wrong with the file; empty when all is well. */
  readonly damage: readonly string[];
}

/** Looks at a database file. @throws what SQLite says when it can't be opened or read */
export function inspectSqlite(path: string): Inspection {
  const db = new DatabaseSync(path, { readOnly: true, timeout: 1_000 });
  try {
    /** The first column of what a query finds. */
    const column = (sql: string) =>
      db
        .prepare(sql)
        .all()
        .map((row) => Object.values(row)[0]);
    const tables = new Set(column("SELECT name FROM sqlite_master WHERE type = 'table'"));
    const columnOf = (table: string, sql: string) => (tables.has(table) ? column(sql) : []);
    return {
      damage: column("PRAGMA quick_check(10)")
        .map(String)
        .filter((line) => line !== "ok"),
      appliedMigrations: tables.has("migrations")
        ? (db.prepare("SELECT name, kind FROM migrations ORDER BY name").all() as unknown as AppliedMigration[])
        : [],
      secretCheck: (columnOf("installation", "SELECT secret_check FROM installation")[0] as Uint8Array) ?? null,
      newestEventAt: (columnOf("events", "SELECT at FROM events ORDER BY id DESC LIMIT 1")[0] as number) ?? null,
    };
  } finally {
    db.close();
  }
}
