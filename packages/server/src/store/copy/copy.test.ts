import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import fc from "fast-check";
import { expect, onTestFinished, test } from "vitest";
import { copyInstallation, type Watchers } from "#store/copy/copy.ts";
import { TABLES } from "#store/copy/tables.ts";
import { migrate } from "#store/migrate.ts";
import { MIGRATIONS } from "#store/migrations/index.ts";
import { connectStore } from "#store/open.ts";
import { parsePostgresUrl } from "#store/postgres/address.ts";
import { openSqlite } from "#store/sqlite.ts";
import { type Store, StoreUnusable } from "#store/store.ts";
import { givenDatabase } from "#test/database.ts";
import { givenFolder } from "#test/folder.ts";
import { START } from "#test/given.ts";

const UNWATCHED: Watchers = { onStep: () => undefined, onStartingOver: () => undefined };

interface Column {
  readonly name: string;
  readonly type: string;
  readonly notnull: 0 | 1;
}

function newFile(): string {
  return join(givenFolder(), "keywright.db");
}

async function openFile(path: string): Promise<Store> {
  const store = openSqlite(path);
  onTestFinished(() => store.close());
  return store;
}

/** An empty PostgreSQL database, without tables. */
async function givenPostgres(): Promise<Store> {
  const { KEYWRIGHT_DATABASE_URL: url = "" } = await givenDatabase({ bare: true });
  const address = parsePostgresUrl(url);
  if (typeof address === "string") throw new Error(address);
  const store = await connectStore({ engine: "postgres", address }, () => undefined);
  onTestFinished(() => store.close());
  return store;
}

/** Whatever a text may be: every script, quotes, signs that mean something elsewhere. Not NUL, which no text of ours holds. */
const anyText = fc
  .oneof(
    fc.string({ unit: "binary" }),
    fc.constantFrom("", "null", "\\x00", "'; --", "{}", "O'Neill", "é", "e\u0301", "😀", "\ud7ff\ue000", "a\r\n\tb"),
  )
  .map((text) => text.replaceAll("\0", ""));

const anyNumber = fc.oneof(fc.integer(), fc.constantFrom(0, -1, 2 ** 31 - 1));
const anyMoment = fc.oneof(anyNumber, fc.constantFrom(Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER));
const anyBytes = fc.uint8Array({ maxLength: 64 });

/** A file in which every table has so many rows, each value any that its column takes. */
async function givenShop(rows: number, seed: number): Promise<string> {
  const path = newFile();
  await migrate(await openFile(path), START);
  const db = new DatabaseSync(path, { enableForeignKeyConstraints: false });
  db.exec("BEGIN");
  for (const { name, key } of TABLES) {
    const columns = columnsOf(db, name);
    const parents = parentsOf(db, name);
    const insert = db.prepare(`INSERT INTO ${name} VALUES (${columns.map(() => "?").join(", ")})`);
    const values = fc.sample(
      fc.tuple(...columns.map((column) => (column.notnull ? anyValue(column) : fc.option(anyValue(column))))),
      { numRuns: name === "installation" ? 1 : rows, seed },
    );
    for (const [number, row] of values.entries()) {
      const unlike = `${String(number).padStart(6, "0")}`;
      insert.run(
        ...columns.map(({ name: column, type }, index) => {
          if (column === "id" && type === "integer") return 1;
          if (column === key || parents.has(column)) return unlike;
          if (column === "activation_usage") return 0;
          const value = row[index] ?? null;
          // What must be unique is so by its end.
          if (typeof value === "string") return value + unlike;
          if (value instanceof Uint8Array) return Buffer.concat([value, Buffer.from(unlike)]);
          return column === "number" ? number : value;
        }),
      );
    }
  }
  db.exec("COMMIT");
  expect(db.prepare("PRAGMA foreign_key_check").all()).toEqual([]);
  db.close();
  return path;
}

function anyValue({ type }: Column): fc.Arbitrary<string | number | Uint8Array> {
  if (type === "blob") return anyBytes;
  if (type === "bigint") return anyMoment;
  return type === "integer" ? anyNumber : anyText;
}

function columnsOf(db: DatabaseSync, table: string): Column[] {
  const columns = db.prepare(`SELECT name, lower(type) AS type, "notnull" FROM pragma_table_info(?)`).all(table);
  return columns as unknown as Column[];
}

/** The columns that refer to another table. */
function parentsOf(db: DatabaseSync, table: string): Set<unknown> {
  return new Set(
    db
      .prepare(`PRAGMA foreign_key_list(${table})`)
      .all()
      .map(({ from }) => from),
  );
}

/** Everything in a file but its list of migrations. */
function contentsOf(path: string): Record<string, unknown[]> {
  const db = new DatabaseSync(path, { readOnly: true });
  const contents = TABLES.map(({ name, key }) => [name, db.prepare(`SELECT * FROM ${name} ORDER BY ${key}`).all()]);
  db.close();
  return Object.fromEntries(contents);
}

test("every table of the database is copied", async () => {
  const store = await givenPostgres();
  await migrate(store, START);
  const tables = (await store.read.introspection.getTables()).map(({ name }) => name);
  expect(TABLES.map(({ name }) => name).sort()).toEqual(tables.filter((name) => name !== "migrations").sort());
});

test("whatever a shop holds is the same after it was copied there and back", { timeout: 300_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer(), async (seed) => {
      const original = await givenShop(20, seed);
      const middle = await givenPostgres();
      const there = await copyInstallation(await openFile(original), middle, START, UNWATCHED);
      const returned = newFile();
      const back = await copyInstallation(middle, await openFile(returned), START, UNWATCHED);
      expect([there.isWhole, back.isWhole]).toEqual([true, true]);
      expect(back.comparisons.map(({ source }) => source)).toEqual(there.comparisons.map(({ source }) => source));
      expect(contentsOf(returned)).toEqual(contentsOf(original));
    }),
    { numRuns: 4 },
  );
});

test("a shop of more than one batch is copied whole", async () => {
  const original = await givenShop(4_321, 1);
  const target = await givenPostgres();
  const { comparisons, isWhole } = await copyInstallation(await openFile(original), target, START, UNWATCHED);
  expect(isWhole).toBe(true);
  expect(comparisons.find(({ table }) => table === "events")?.target.rows).toBe(4_321);
});

/** Copies until the copy of this table begins, and breaks off. */
async function breakOffAt(table: string, source: Store, target: Store): Promise<void> {
  const broken = copyInstallation(source, target, START, {
    ...UNWATCHED,
    onStep(step) {
      if (step.doing === "copying" && step.table === table) throw new Error("broken off");
    },
  });
  await expect(broken).rejects.toThrow("broken off");
}

test("a copy that broke off goes on where it was, and no server uses it until it is whole", async () => {
  const source = await openFile(await givenShop(50, 2));
  const target = await givenPostgres();
  await breakOffAt("licenses", source, target);
  await expect(migrate(target, START)).rejects.toThrow(/is a copy that is not whole yet.*keywright copy/);

  const copied: string[] = [];
  const startedOver: string[] = [];
  const { isWhole } = await copyInstallation(source, target, START, {
    onStep: ({ doing, table }) => doing === "copying" && copied.push(table),
    onStartingOver: (table) => startedOver.push(table),
  });
  expect(isWhole).toBe(true);
  expect(copied[0]).toBe("activations");
  expect(startedOver).toEqual([]);
  await migrate(target, START);
});

test("a source that has changed since is copied anew, as it is now", async () => {
  const source = await openFile(await givenShop(50, 3));
  const target = await givenPostgres();
  await breakOffAt("licenses", source, target);
  await source.transaction(async (tx) => {
    await tx.updateTable("customers").set({ name: "Somebody else" }).where("id", "=", "000007").execute();
    return { end: "commit", value: undefined };
  });
  const startedOver: string[] = [];
  const { isWhole } = await copyInstallation(source, target, START, {
    ...UNWATCHED,
    onStartingOver: (table) => startedOver.push(table),
  });
  expect(isWhole).toBe(true);
  expect(startedOver).toEqual(["customers"]);
});

test("what changes meanwhile is not in the copy, and it is told how much that is", async () => {
  const source = await openFile(await givenShop(50, 4));
  const target = await givenPostgres();
  const event = await source.read.selectFrom("events").selectAll().where("id", "=", "000001").executeTakeFirstOrThrow();
  let later: Promise<unknown> | null = null;
  const { isWhole, missed } = await copyInstallation(source, target, START, {
    ...UNWATCHED,
    onStep() {
      later ??= source.transaction(async (tx) => {
        await tx
          .insertInto("events")
          .values({ ...event, id: "999999" })
          .execute();
        return { end: "commit", value: undefined };
      });
    },
  });
  await later;
  expect({ isWhole, missed }).toEqual({ isWhole: true, missed: 1 });
  const copied = await target.read.selectFrom("events").select("id").where("id", "=", "999999").execute();
  expect(copied).toEqual([]);
});

test("a target that was changed by somebody else is found out, and stays closed", async () => {
  const source = await openFile(await givenShop(50, 5));
  const target = await givenPostgres();
  let spoilt: Promise<unknown> | null = null;
  const { isWhole, comparisons } = await copyInstallation(source, target, START, {
    ...UNWATCHED,
    onStep({ doing, table }) {
      if (doing === "copying" && table === "outbox")
        spoilt = target.transaction(async (tx) => {
          await tx.updateTable("outbox").set({ last_error: "spoilt" }).where("id", "=", "000003").execute();
          return { end: "commit", value: undefined };
        });
    },
  });
  await spoilt;
  expect(isWhole).toBe(false);
  expect(comparisons.filter(({ isEqual }) => !isEqual).map(({ table }) => table)).toEqual(["outbox"]);
  await expect(migrate(target, START)).rejects.toThrow(/not whole yet/);
});

test("of two copies into one target at once, one gives way", async () => {
  const source = await openFile(await givenShop(50, 6));
  const target = await givenPostgres();
  await breakOffAt("installation", source, target);
  const copies = await Promise.allSettled([
    copyInstallation(source, target, START, UNWATCHED),
    copyInstallation(source, target, START, UNWATCHED),
  ]);
  const refused = copies.filter(({ status }) => status === "rejected");
  expect(refused).toEqual([expect.objectContaining({ reason: expect.any(StoreUnusable) })]);
  expect((refused[0] as PromiseRejectedResult).reason.message).toMatch(/Another copy to the same target runs/);
});

const newer = { name: "9999-newer", kind: "expand" as const, up: async () => undefined };

test.each<[string, (source: Store, target: Store) => Promise<void>, RegExp]>([
  ["that holds an installation", (_, target) => migrate(target, START), /holds an installation already/],
  [
    "that holds somebody else's tables",
    async (_, target) => {
      await target.read.schema.createTable("wiki").addColumn("id", "text").execute();
    },
    /tables that are not Keywright's/,
  ],
  [
    "that a newer Keywright has begun to copy to",
    async (source, target) => {
      await breakOffAt("products", source, target);
      await migrate(target, START, [...MIGRATIONS, { ...newer, name: "unfinished-copy" }, newer]);
    },
    /The target was changed by a newer Keywright \(it knows 9999-newer\)/,
  ],
  [
    "that holds an unfinished copy of another installation",
    async (_, target) => breakOffAt("products", await openFile(await givenShop(5, 7)), target),
    /unfinished copy of another installation/,
  ],
])("a target %s is refused and left as it is", async (_what, prepare, words) => {
  const source = await openFile(await givenShop(5, 8));
  const target = await givenPostgres();
  await prepare(source, target);
  const before = await target.read.introspection.getTables();
  const refused = copyInstallation(source, target, START, UNWATCHED);
  await expect(refused).rejects.toThrow(StoreUnusable);
  await expect(refused).rejects.toThrow(words);
  expect(await target.read.introspection.getTables()).toEqual(before);
});

test("a source that a newer Keywright has added to is refused, since what it added would be lost", async () => {
  const source = await openFile(await givenShop(5, 9));
  await migrate(source, START, [...MIGRATIONS, newer]);
  const target = await givenPostgres();
  await expect(copyInstallation(source, target, START, UNWATCHED)).rejects.toThrow(/The source was changed by a newer/);
  expect(await target.read.introspection.getTables()).toEqual([]);
});
