import { type RawBuilder, sql } from "kysely";

/**
 * A column in a form that no index serves. An engine that can't know how many rows each filter leaves may take the index
 * of a broad one; whoever writes the query knows which filter is narrow, and hides the others from it.
 */
export function unindexed(column: string): RawBuilder<string> {
  return sql`coalesce(${sql.ref(column)}, '')`;
}
