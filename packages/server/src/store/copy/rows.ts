import { createHash } from "node:crypto";
import { type Kysely, sql } from "kysely";
import type { Table } from "#store/copy/tables.ts";
import type { Reader, Tx } from "#store/store.ts";

/** A value as it stands in a column, the same from every engine. */
type Value = string | number | Uint8Array | null;
/** A row of any table, by its columns. */
export type Row = Readonly<Record<string, Value>>;
/** A row's value in the column that puts its table in order. */
export type Key = string | number;

/** How many rows are read, or written and committed, together: a few megabytes at most. */
const BATCH_ROWS = 2_000;
/** The most parameters of one statement: far below what the engines bear, since more of them are no faster. */
const STATEMENT_PARAMETERS = 4_000;

/** What a table holds, told so briefly that it can be compared with another one. */
export interface Checksum {
  readonly rows: number;
  /** SHA-256 over the names of the columns and all rows, in order, in hexadecimal digits. */
  readonly sha256: string;
}

/** Which tables there are is known at run time here, so their columns are not known to the types. */
type AnyTable = Kysely<Record<string, Record<string, Value>>>;

/** Which part of a table: the rows behind one key, up to and with another; null = from the first, to the last. */
export interface Part {
  readonly after: Key | null;
  readonly upTo: Key | null;
}

export const WHOLE: Part = { after: null, upTo: null };

/** The rows of a table in the order of their keys, a batch at a time. */
export async function* batchesOf(db: Reader, { name, key }: Table, { after, upTo }: Part): AsyncGenerator<Row[]> {
  for (let last = after; ; ) {
    const rows: Row[] = await (db as unknown as AnyTable)
      .selectFrom(name)
      .selectAll()
      .$if(last !== null, (query) => query.where(key, ">", last))
      .$if(upTo !== null, (query) => query.where(key, "<=", upTo))
      .orderBy(key)
      .limit(BATCH_ROWS)
      .execute();
    if (rows.length > 0) yield rows;
    if (rows.length < BATCH_ROWS) return;
    last = keyOf(rows, key);
  }
}

/** The key of the last row. */
export function keyOf(rows: readonly Row[], key: string): Key {
  return rows.at(-1)?.[key] as Key;
}

export async function countRows(db: Reader, { name }: Table): Promise<number> {
  const { rows } = await sql<{ rows: number }>`select count(*) as rows from ${sql.table(name)}`.execute(db);
  return rows[0]?.rows ?? 0;
}

/** @param onRows hears of each batch how many rows it had */
export async function checksumOf(
  db: Reader,
  table: Table,
  part: Part = WHOLE,
  onRows: (rows: number) => void = () => undefined,
): Promise<Checksum> {
  const hash = createHash("sha256");
  let columns: string[] | null = null;
  let count = 0;
  for await (const rows of batchesOf(db, table, part)) {
    for (const row of rows) {
      if (columns === null) {
        columns = Object.keys(row).sort();
        hash.update(`${JSON.stringify(columns)}\n`);
      }
      hash.update(`${spelling(row, columns)}\n`);
    }
    count += rows.length;
    onRows(rows.length);
  }
  return { rows: count, sha256: hash.digest("hex") };
}

/** A row as text, which two rows have in common if and only if they are equal. */
function spelling(row: Row, columns: readonly string[]): string {
  return JSON.stringify(
    columns.map((column) => {
      const value = row[column];
      // An object, as no other value is: a text with the same digits is spelt otherwise.
      return value instanceof Uint8Array ? { bytes: Buffer.from(value).toString("base64") } : value;
    }),
  );
}

/** Inserts rows of one table, in as many statements as it takes. */
export async function insertRows(tx: Tx, { name }: Table, rows: readonly Row[]): Promise<void> {
  const atOnce = Math.max(1, Math.floor(STATEMENT_PARAMETERS / Object.keys(rows[0] ?? {}).length));
  for (let from = 0; from < rows.length; from += atOnce) {
    await (tx as unknown as AnyTable)
      .insertInto(name)
      .values(rows.slice(from, from + atOnce))
      .execute();
  }
}
