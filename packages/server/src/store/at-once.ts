import type { Compilable } from "kysely";
import type { Reader } from "#store/store.ts";

/** Reads what is committed while its caller waits, which is possible where the engine lies within this process. */
export interface AtOnce {
  /** A statement's first row for one value, as a list of its columns in their order; undefined when there is none. */
  prepare(statement: string): (value: unknown) => readonly unknown[] | undefined;
  /** Lets all that `work` reads be of one moment, which also costs less than to begin anew for each look-up. */
  together<T>(work: () => T): T;
}

const readers = new WeakMap<Reader, AtOnce>();

/** Lets this reader be read at once. */
export function readAtOnce(db: Reader, way: AtOnce): void {
  readers.set(db, way);
}

/** How this reader is read at once. */
export function atOnce(db: Reader): AtOnce {
  const way = readers.get(db);
  if (way === undefined) throw new Error("this engine answers later");
  return way;
}

/**
 * A look-up by one value that is built, compiled and prepared once. Its rows are lists, since on the shortest road to make
 * an object of each costs as much as to read it.
 * @param build makes the query; `value` stands where the value goes, and its columns are what `Row` lists
 */
export function lookUp<Row extends readonly unknown[]>(
  build: (db: Reader, value: never) => Compilable<unknown>,
): (db: Reader, value: unknown) => Row | undefined {
  const prepared = new WeakMap<Reader, (value: unknown) => readonly unknown[] | undefined>();
  return (db, value) => {
    let run = prepared.get(db);
    if (run === undefined) {
      const { sql, parameters } = build(db, "" as never).compile();
      if (parameters.length !== 1) throw new Error(`a look-up takes one value: ${sql}`);
      run = atOnce(db).prepare(sql);
      prepared.set(db, run);
    }
    return run(value) as Row | undefined;
  };
}
