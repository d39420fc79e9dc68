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

/** Runs look-ups without a turn of the loop in between, so that nothing else uses the connection meanwhile. */
export function lookUps(reader: DatabaseSync, condition: Condition): AtOnce {
  return {
    prepare(text) {
      const statement = reader.prepare(text);
      statement.setReturnArrays(true);
      return (value) => {
        try {
          return statement.get(value as SQLInputValue) as readonly unknown[] | undefined;
        } catch (error) {
          throw condition.failed(error);
        }
      };
    },
    together(work) {
      reader.exec("BEGIN");
      try {
        return work();
      } finally {
        // SQLite itself ends it when the disk fails.
        if (reader.isTransaction) reader.exec("COMMIT");
      }
    },
  };
}
