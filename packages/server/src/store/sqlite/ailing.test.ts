import { join } from "node:path";
import { sql } from "kysely";
import { expect, onTestFinished, test } from "vitest";
import { migrate } from "#store/migrate.ts";
import { Condition } from "#store/sqlite/condition.ts";
import { openSqlite } from "#store/sqlite.ts";
import { type Ailment, type Store, StoreAiling } from "#store/store.ts";
import { givenFolder } from "#test/folder.ts";
import { START } from "#test/given.ts";

async function givenStore(): Promise<{ store: Store; heard: (Ailment | null)[] }> {
  const store = openSqlite(join(givenFolder(), "keywright.db"));
  onTestFinished(() => store.close());
  await migrate(store, START);
  const heard: (Ailment | null)[] = [];
  store.watch((ailing) => heard.push(ailing?.ailment ?? null));
  return { store, heard };
}

/** Lets the file grow by so many pages from now on, as a disk does that is nearly full. */
function leaveRoom(store: Store, pages: number): Promise<void> {
  return store.transaction(async (tx) => {
    const { rows } = await sql<{ page_count: number }>`pragma page_count`.execute(tx);
    await sql`pragma max_page_count = ${sql.lit((rows[0]?.page_count ?? 0) + pages)}`.execute(tx);
    return { end: "rollback", value: undefined };
  });
}

const text = "a name that takes room ".repeat(1_000);

function write(store: Store, count: number): Promise<void> {
  return store.transaction(async (tx) => {
    for (let number = 0; number < count; number++) {
      const id = `${Math.random()}`;
      await tx
        .insertInto("customers")
        .values({ id, customer_id: id, email: id, email_folded: id, name: text, created_at: 0 })
        .execute();
    }
    return { end: "commit", value: undefined };
  });
}

async function count(store: Store): Promise<number> {
  return (await store.read.selectFrom("customers").select("id").execute()).length;
}

test("a change that the disk has no room for has changed nothing, reads go on, and the owner hears of it once", async () => {
  const { store, heard } = await givenStore();
  await write(store, 1);
  await leaveRoom(store, 8);
  for (let times = 0; times < 3; times++) await expect(write(store, 20)).rejects.toThrow(/the disk is full/);
  await expect(write(store, 20)).rejects.toThrow(StoreAiling);
  expect(await count(store)).toBe(1);
  expect(heard).toEqual(["full"]);
  await expect(store.ping()).rejects.toThrow(/the disk is full/);
});

test("once there is room, changes are taken at once, and the owner hears of it when it has settled", async () => {
  const { store, heard } = await givenStore();
  await leaveRoom(store, 0);
  await expect(write(store, 1)).rejects.toThrow(StoreAiling);
  await leaveRoom(store, 10_000);
  await write(store, 1);
  await expect
    .poll(() =>
      store.ping().then(
        () => "ready",
        () => "not ready",
      ),
    )
    .toBe("ready");
  expect(heard).toEqual(["full", null]);
});

test("work that goes on after SQLite has given its transaction up keeps nothing", async () => {
  const { store } = await givenStore();
  await leaveRoom(store, 4);
  const stubborn = store.transaction(async (tx) => {
    const insert = (id: string, name: string) =>
      tx
        .insertInto("customers")
        .values({ id, customer_id: id, email: id, email_folded: id, name, created_at: 0 })
        .execute();
    await insert("large", text.repeat(10)).catch(() => undefined);
    await insert("small", "");
    return { end: "commit", value: undefined };
  });
  await expect(stubborn).rejects.toThrow();
  expect(await count(store)).toBe(0);
});

test("what a change proves is asked of the disk again only after a while", async () => {
  const { store } = await givenStore();
  await store.ping();
  const before = await version(store);
  for (let times = 0; times < 20; times++) await store.ping();
  expect(await version(store)).toBe(before);

  /** Changes whenever another connection has changed the file. */
  async function version({ read }: Store) {
    return (await sql<{ data_version: number }>`pragma data_version`.execute(read)).rows[0]?.data_version;
  }
});

test("damage is told once and does not heal by a change that succeeds", () => {
  const condition = new Condition();
  const heard: (Ailment | null)[] = [];
  condition.watch((ailing) => heard.push(ailing?.ailment ?? null));
  const fault = (errcode: number) => Object.assign(new Error("what SQLite says"), { errcode });
  expect(condition.failed(fault(11))).toBeInstanceOf(StoreAiling);
  condition.changed();
  condition.failed(fault(13));
  condition.failed(fault(11));
  expect(heard).toEqual(["damaged"]);
  expect(condition.isProven).toBe(false);
});

test.each([
  [3, "read-only"],
  [8 | (4 << 8), "read-only"],
  [10 | (3 << 8), "failing"],
  [11, "damaged"],
  [13, "full"],
  [14, "failing"],
  [26, "damaged"],
])("SQLite's code %i is %s", (errcode, ailment) => {
  expect(new Condition().failed(Object.assign(new Error(), { errcode }))).toMatchObject({ ailment });
});

test("anything else is thrown on as it is", () => {
  const condition = new Condition();
  const constraint = Object.assign(new Error(), { errcode: 19 });
  expect(condition.failed(constraint)).toBe(constraint);
  expect(condition.ailing).toBeNull();
});
