import { type RawBuilder, sql } from "kysely";
import { toMoment } from "#store/moments.ts";

/*
 * Lists are ordered by id, and ids are in the order of time. So a range of times is a range of ids, which every index that
 * ends with the id can serve, whatever else a list is filtered by.
 */

type Timed = "events" | "orders" | "licenses";

/** The least id that a list from this moment on shows: null, and so none, when there is nothing since. */
export function firstIdSince(table: Timed, column: string, since: Temporal.Instant): RawBuilder<string> {
  const time = sql.ref(column);
  return sql`(select id from ${sql.table(table)} where ${time} >= ${toMoment(since)} order by ${time}, id limit 1)`;
}

/** The id that a list up to this moment, without it, ends before: one after all others when there is nothing since. */
export function firstIdNotBefore(table: Timed, column: string, end: Temporal.Instant): RawBuilder<string> {
  return sql`coalesce(${firstIdSince(table, column, end)}, '~')`;
}
