import type { BetterAuthOptions } from "better-auth";
import { type AdapterFactory, type CleanedWhere, type CustomAdapter, createAdapterFactory } from "better-auth/adapters";
import { APIError } from "better-auth/api";
import { CamelCasePlugin, type Kysely } from "kysely";
import { eventsOfChange, type Row } from "#accounts/record.ts";
import { passSecondStep } from "#accounts/second-step.ts";
import type { NewEvent } from "#domain/events.ts";
import type { Clock } from "#kit/clock.ts";
import type { Vault } from "#kit/vault.ts";
import { appendEvents } from "#store/events.ts";
import { type Reader, type Store, StoreBusy, StoreUnsure, type Tx } from "#store/store.ts";

/** What tells the time and opens what is sealed. */
interface Means {
  readonly clock: Clock;
  readonly vault: Vault;
}

/** Where the library reads, and how it changes something. */
interface Access {
  readonly read: Reader;
  change<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
}

/**
 * Better Auth's database: our store. So its changes are transactions like all others, each with its event, and its tables
 * look like ours: `users.created_at`, moments in milliseconds, truth values as 0 and 1.
 */
export function accountsAdapter(store: Store, means: Means) {
  const outside: Access = { read: store.read, change: (work) => inTransaction(store, work) };
  return (options: BetterAuthOptions) => adapterOn(outside, means, options);
}

function adapterOn(
  access: Access,
  means: Means,
  options: BetterAuthOptions,
): ReturnType<AdapterFactory<BetterAuthOptions>> {
  return createAdapterFactory({
    adapter: () => methods(access, means),
    config: {
      adapterId: "keywright",
      usePlural: true,
      supportsBooleans: false,
      // They come as dates, and are turned into milliseconds here.
      supportsDates: true,
      customTransformInput: ({ data }) => (data instanceof Date ? data.getTime() : data),
      customTransformOutput: ({ data, fieldAttributes }) =>
        fieldAttributes.type === "date" && typeof data === "number" ? new Date(data) : data,
      transaction: (work) =>
        access.change((tx) => work(adapterOn({ read: tx, change: (inner) => inner(tx) }, means, options))),
    },
  })(options);
}

function inTransaction<T>(store: Store, work: (tx: Tx) => Promise<T>): Promise<T> {
  return inTheirWords(store.transaction<T>(async (tx) => ({ end: "commit", value: await work(tx) })));
}

/** A database that can't be used now, in the words of the library, which takes anything else for a fault. */
async function inTheirWords<T>(asked: Promise<T>): Promise<T> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof StoreBusy || error instanceof StoreUnsure) throw new APIError("SERVICE_UNAVAILABLE");
    throw error;
  }
}

/** The tables are named by the library, so their types are not known here. */
// biome-ignore lint/suspicious/noExplicitAny: see above
const spelt = (db: Reader) => db.withPlugin(new CamelCasePlugin()) as unknown as Kysely<any>;

function methods({ read, change }: Access, means: Means): CustomAdapter {
  const reading = spelt(read);
  const record = async (
    tx: Tx,
    table: string,
    done: "created" | "updated" | "deleted",
    rows: readonly Row[],
    before: readonly NewEvent[] = [],
  ) => {
    const now = means.clock.now();
    for (const { event, user } of await eventsOfChange(tx, table, done, rows, now))
      await appendEvents(tx, [...before, event], { kind: "user", ...user }, now);
  };
  const update = (table: string, where: CleanedWhere[], values: Row) =>
    change(async (tx) => {
      const rows: Row[] = await matching(spelt(tx).updateTable(table).set(values), where).returningAll().execute();
      await record(tx, table, "updated", "password" in values ? rows : []);
      return rows;
    });
  const remove = (table: string, where: CleanedWhere[]) =>
    change(async (tx) => {
      const rows: Row[] = await matching(spelt(tx).deleteFrom(table), where).returningAll().execute();
      await record(tx, table, "deleted", rows);
      return rows;
    });
  const found = (table: string, where: CleanedWhere[] = []) => matching(reading.selectFrom(table).selectAll(), where);

  // The library's interface promises whatever type its caller names; what comes are the rows.
  const unchecked: Record<
    Exclude<keyof CustomAdapter, "options" | "createSchema" | "consumeOne" | "incrementOne">,
    (asked: Asked) => Promise<unknown>
  > = {
    create: ({ model, data }) =>
      change(async (tx) => {
        const passed = model === "sessions" ? await passSecondStep(tx, means, String(data.userId)) : null;
        const values = passed === null ? data : { ...data, twoStep: passed.isTwoStep ? 1 : 0 };
        const row: Row = await spelt(tx).insertInto(model).values(values).returningAll().executeTakeFirstOrThrow();
        await record(tx, model, "created", [row], passed?.events);
        return row;
      }),
    update: async ({ model, where = [], update: values }) => (await update(model, where, values))[0] ?? null,
    updateMany: async ({ model, where = [], update: values }) => (await update(model, where, values)).length,
    findOne: async ({ model, where }) => (await inTheirWords(found(model, where).limit(1).executeTakeFirst())) ?? null,
    findMany: ({ model, where, limit, offset = 0, sortBy }) => {
      const rows = found(model, where).limit(limit).offset(offset);
      return inTheirWords((sortBy ? rows.orderBy(sortBy.field, sortBy.direction) : rows).execute());
    },
    count: async ({ model, where }) => (await inTheirWords(found(model, where).execute())).length,
    delete: async ({ model, where = [] }) => void (await remove(model, where)),
    deleteMany: async ({ model, where = [] }) => (await remove(model, where)).length,
  };
  return unchecked as unknown as CustomAdapter;
}

/** What the library asks of its adapter: each method with those of these that it needs. */
interface Asked {
  readonly model: string;
  readonly where?: CleanedWhere[];
  readonly data: Row;
  readonly update: Row;
  readonly limit: number;
  readonly offset?: number;
  readonly sortBy?: { readonly field: string; readonly direction: "asc" | "desc" };
}

const OPERATORS: Readonly<Record<string, string>> = {
  ...{ eq: "=", ne: "!=", lt: "<", lte: "<=", gt: ">", gte: ">=" },
  ...{ in: "in", not_in: "not in" },
};

/** Narrows a query. What no feature that we use asks for is a fault, not a guess. */
function matching<Query extends { where(column: string, operator: never, value: unknown): Query }>(
  query: Query,
  where: readonly CleanedWhere[],
): Query {
  return where.reduce((narrowed, { field, operator, value, connector }) => {
    const known = OPERATORS[operator ?? "eq"];
    if (known === undefined || connector !== "AND")
      throw new Error(`no query by "${connector} ${operator}" is made yet`);
    return narrowed.where(field, (value === null && operator === "eq" ? "is" : known) as never, value);
  }, query);
}
