import { DatabaseSync, type SQLInputValue, type StatementSync } from "node:sqlite";

/** Where the rows of a shop go, as quickly as its engine can take them. Another engine has another sink. */
export interface Sink {
  /** Inserts rows of one table, which all have the same columns. */
  insert(table: string, rows: readonly Readonly<Record<string, unknown>>[]): void | Promise<void>;
  /** Says what number the next order gets, and makes the database as it is when it has grown by itself. */
  finish(nextOrderNumber: number): void | Promise<void>;
}

/**
 * A sink into a SQLite file whose tables are there and which nobody has open. Indexes that the engine can do without are
 * built at the end, sorted, instead of entry by entry. Nothing is safe from a crash before `finish` has come back.
 */
export function openSqliteSink(path: string): Sink {
  // A defensive connection, which is what one is by itself, keeps its journal whatever it is told.
  const db = new DatabaseSync(path, { enableForeignKeyConstraints: false, defensive: false });
  db.exec(
    "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA locking_mode = EXCLUSIVE; PRAGMA temp_store = FILE",
  );
  db.exec("PRAGMA cache_size = -2000000; PRAGMA threads = 2");
  const indexes = db.prepare("SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL").all();
  for (const { name } of indexes) db.exec(`DROP INDEX "${name}"`);
  const statements = new Map<string, StatementSync>();
  const prepared = (table: string, columns: readonly string[]) => {
    const sql = `INSERT INTO ${table} (${columns.join(", ")}) VALUES (${columns.map(() => "?").join(", ")})`;
    const statement = statements.get(sql) ?? db.prepare(sql);
    statements.set(sql, statement);
    return statement;
  };
  db.exec("BEGIN");
  return {
    insert(table, rows) {
      const [first] = rows;
      if (first === undefined) return;
      const statement = prepared(table, Object.keys(first));
      for (const row of rows) statement.run(...(Object.values(row) as SQLInputValue[]));
    },
    finish(nextOrderNumber) {
      db.prepare("UPDATE installation SET next_order_number = ?").run(nextOrderNumber);
      db.exec("COMMIT");
      for (const { sql } of indexes) db.exec(String(sql));
      db.exec("PRAGMA locking_mode = NORMAL; PRAGMA synchronous = FULL; PRAGMA journal_mode = WAL");
      db.close();
    },
  };
}
