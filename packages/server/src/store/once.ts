import { type Compilable, type CompiledQuery, createQueryId } from "kysely";
import type { Reader } from "#store/store.ts";

/** Says where in a query the value of a name goes. */
type Place<Values> = <Name extends keyof Values & string>(name: Name) => Values[Name];

/** Stands for a value that is not known yet. */
class Slot {
  readonly name: string;

  constructor(name: string) {
    this.name = name;
  }
}

/** Runs a query past whatever Kysely does for each query. The query is the same object each time. */
type ShortWay = (query: CompiledQuery, parameters: readonly unknown[]) => unknown[] | Promise<unknown[]>;

const shortWays = new WeakMap<Reader, ShortWay>();

/** Lets queries that were compiled once be run the short way on this reader. */
export function shorten(db: Reader, way: ShortWay): void {
  shortWays.set(db, way);
}

/**
 * A query that is built and compiled once for each engine and then run with one set of values after the other: on the
 * paths that every activation and validation takes, building it each time would cost more than running it.
 * @param build makes the query; `value("name")` stands where the value of that name goes. It must not look at the values.
 */
export function once<Values extends object, Row>(
  build: (db: Reader, value: Place<Values>) => Compilable<Row>,
): (db: Reader, values: Values) => Promise<Row[]> {
  const compiled = new Map<unknown, CompiledQuery>();
  return async (db, values) => {
    // The adapter's class is what tells the engines apart; there may be many connections, each with an adapter.
    const engine = db.getExecutor().adapter.constructor;
    let query = compiled.get(engine);
    if (query === undefined) {
      query = build(db, (name) => new Slot(name) as never).compile();
      compiled.set(engine, query);
    }
    const parameters = query.parameters.map((parameter) =>
      parameter instanceof Slot ? values[parameter.name as keyof Values] : parameter,
    );
    const directly = shortWays.get(db);
    if (directly !== undefined) return directly(query, parameters) as Row[] | Promise<Row[]>;
    const { rows } = await db.executeQuery<Row>({ ...query, parameters, queryId: createQueryId() });
    return rows;
  };
}

/** A row whose columns all come from the values of those names. */
export function rowOf<Row extends object>(columns: readonly (keyof Row & string)[], value: Place<Row>): Row {
  return Object.fromEntries(columns.map((column) => [column, value(column)])) as Row;
}
