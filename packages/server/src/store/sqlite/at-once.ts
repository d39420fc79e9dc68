import type { DatabaseSync, SQLInputValue, StatementSync } from "node:sqlite";
import type { CompiledQuery } from "kysely";
import type { AtOnce } from "#store/at-once.ts";
import type { Condition } from "#store/sqlite/condition.ts";

/**
 * Runs queries that were compiled once without waiting for anything: for whoever has the connection and needs no turn.
 * Statements stay prepared for as long as the connection; the set of such queries is fixed.
 */
export function shortWay(db: DatabaseSync, condition: Condition) {
  const prepared = new Map<CompiledQuery, { statement: StatementSync; answersRows: boolean }>();
  return (query: CompiledQuery, parameters: readonly unknown[]): unknown[] => {
    try {
      let known = prepared.get(query);
      if (known === undefined) {
        const statement = db.prepare(query.sql);
        known = { statement, answersRows: statement.columns().length > 0 };
        prepared.set(query, known);
      }
      const values = parameters as SQLInputValue[];
      if (known.answersRows) return known.statement.all(...values);
      known.statement.run(...values);
      return [];
    } catch (error) {
      throw condition.failed(error);
    }
  };
}

/**
 * Runs look-ups without a turn of the loop in between, so that nothing else uses the connection meanwhile. It is the one
 * that writes, while that is in no transaction: it keeps the pages that it has read, where the other one forgets all of
 * them with each commit.
 */
export function lookUps(writer: DatabaseSync, reader: DatabaseSync, condition: Condition): AtOnce {
  const ways = { writer: wayOf(writer), reader: wayOf(reader) };
  let way = ways.reader;
  return {
    prepare(text) {
      const [byWriter, byReader] = [prepareLists(writer, text), prepareLists(reader, text)];
      return (value) => {
        try {
          const statement = way === ways.writer ? byWriter : byReader;
          return statement.get(value as SQLInputValue) as readonly unknown[] | undefined;
        } catch (error) {
          throw condition.failed(error);
        }
      };
    },
    together(work) {
      way = writer.isTransaction ? ways.reader : ways.writer;
      const { db, begin, end } = way;
      try {
        begin.run();
        return work();
      } finally {
        // SQLite itself ends it when the disk fails.
        if (db.isTransaction) end.run();
        way = ways.reader;
      }
    },
  };
}

function wayOf(db: DatabaseSync) {
  return { db, begin: db.prepare("BEGIN"), end: db.prepare("COMMIT") };
}

/** A question without parameters that is answered with one value. */
export function askFor(db: DatabaseSync, text: string): () => unknown {
  const statement = prepareLists(db, text);
  return () => (statement.get() as unknown as readonly unknown[])[0];
}

function prepareLists(db: DatabaseSync, text: string): StatementSync {
  const statement = db.prepare(text);
  statement.setReturnArrays(true);
  return statement;
}
