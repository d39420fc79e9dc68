import { sql } from "kysely";
import { describe, expect, onTestFinished, test } from "vitest";
import { appendEvents } from "#store/events.ts";
import { openStore } from "#store/open.ts";
import { type PostgresAddress, parsePostgresUrl } from "#store/postgres/address.ts";
import { openPostgres } from "#store/postgres/postgres.ts";
import { storeSuite } from "#store/store.suite.ts";
import { type Reader, type Store, StoreBusy, StoreUnsure, StoreUnusable, type Tx } from "#store/store.ts";
import { givenDatabase } from "#test/database.ts";
import { OPERATOR, START } from "#test/given.ts";
import { Door } from "#test/torture/scene/door.ts";

describe("PostgreSQL", () => {
  storeSuite(async () => {
    const address = await givenAddress({ bare: true });
    return { open: (patienceMs) => open(address, patienceMs) };
  });

  test("a look-up whose connection was cut is made again", async () => {
    const address = await givenAddress();
    const [store, other] = [open(address), open(address)];
    for (let round = 0; round < 5; round++) {
      expect(await backend(store.read)).toEqual(expect.any(Number));
      await cutAll(other);
    }
  });

  test("a transaction whose connection was cut is made again from the start, and leaves one change", async () => {
    const address = await givenAddress();
    const [store, other] = [open(address), open(address)];
    const backends: number[] = [];
    const value = await store.transaction(async (tx) => {
      backends.push(await backend(tx));
      await insertCounter(tx, String(backends.length));
      if (backends.length < 3) await cutAll(other);
      await insertCounter(tx, "and more");
      return { end: "commit", value: "done" };
    });
    expect(value).toBe("done");
    expect(new Set(backends).size).toBe(3);
    expect(await store.read.selectFrom("usage_days").select("day").execute()).toEqual([
      { day: "3" },
      { day: "and more" },
    ]);
  });

  test("a change whose connection is cut before it is kept is looked for, not found, and made again", async () => {
    const address = await givenAddress();
    const [store, other] = [open(address), open(address)];
    let tries = 0;
    const event = await store.transaction(async (tx) => {
      const id = await appendEvents(tx, [{ type: "product.created", about: {} }], OPERATOR, START);
      if (++tries === 1) await cutAll(other);
      return { end: "commit", value: id, event: id };
    });
    expect(tries).toBe(2);
    expect(await store.read.selectFrom("events").select("id").execute()).toEqual([{ id: event }]);
  });

  test("a change that was kept while the answer got lost is looked for, found, and not made again", async () => {
    const address = await givenAddress();
    const direct = open(address);
    const [server = ""] = address.servers;
    const door = await Door.open(Number(new URL(server).port));
    onTestFinished(() => door.close());
    const throughDoor = new URL(server);
    throughDoor.port = String(door.port);
    const store = open({ servers: [throughDoor.href], label: "through the door" });
    const recorded = () => direct.read.selectFrom("events").select("id").execute();
    let tries = 0;
    const event = await store.transaction(async (tx) => {
      tries++;
      const id = await appendEvents(tx, [{ type: "product.created", about: {} }], OPERATOR, START);
      door.weather = { kind: "answers lost" };
      void (async () => {
        while ((await recorded()).length === 0);
        door.weather = { kind: "clear" };
      })();
      return { end: "commit", value: id, event: id };
    });
    expect(tries).toBe(1);
    expect(await recorded()).toEqual([{ id: event }]);
  });

  test("whether a change that left no trace was kept is not known when its connection is cut, and that is said", async () => {
    const address = await givenAddress();
    const [store, other] = [open(address), open(address)];
    const changing = store.transaction(async (tx) => {
      await insertCounter(tx, "a");
      await cutAll(other);
      return { end: "commit", value: undefined };
    });
    await expect(changing).rejects.toThrow(StoreUnsure);
  });

  test("of two transactions that wait for each other, both are made", async () => {
    const store = open(await givenAddress());
    for (const day of ["a", "b"])
      await store.transaction(async (tx) => ({ end: "commit", value: await insertCounter(tx, day) }));
    const both = Promise.withResolvers<void>();
    let began = 0;
    const increment = (days: readonly string[]) =>
      store.transaction(async (tx) => {
        for (const day of days) {
          await tx
            .updateTable("usage_days")
            .set((eb) => ({ validations: eb("validations", "+", 1) }))
            .where("day", "=", day)
            .execute();
          if (++began === 2) both.resolve();
          await both.promise;
        }
        return { end: "commit", value: undefined };
      });
    await Promise.all([increment(["a", "b"]), increment(["b", "a"])]);
    expect(await store.read.selectFrom("usage_days").select("validations").execute()).toEqual([
      { validations: 2 },
      { validations: 2 },
    ]);
  });

  test("what another transaction has inserted meanwhile is found when the work is made again", async () => {
    const address = await givenAddress();
    const [store, other] = [open(address), open(address)];
    let tries = 0;
    const found = await store.transaction(async (tx) => {
      tries++;
      const rows = await tx.selectFrom("usage_days").select("day").execute();
      if (rows.length > 0) return { end: "commit", value: rows };
      await other.transaction(async (theirs) => ({ end: "commit", value: await insertCounter(theirs, "a") }));
      await insertCounter(tx, "a");
      return { end: "commit", value: [] };
    });
    expect({ tries, found }).toEqual({ tries: 2, found: [{ day: "a" }] });
  });

  test("a fault of the work is not tried again, and neither is a duplicate for ever", async () => {
    const store = open(await givenAddress());
    let tries = 0;
    const twice = store.transaction(async (tx) => {
      tries++;
      await insertCounter(tx, "a");
      await insertCounter(tx, "a");
      return { end: "commit", value: undefined };
    });
    await expect(twice).rejects.toThrow(/duplicate key/);
    expect(tries).toBe(5);
    const faulty = store.transaction(async () => {
      tries = 0;
      throw new Error("ours");
    });
    await expect(faulty).rejects.toThrow("ours");
    expect(tries).toBe(0);
  });

  test("work that only one process may do takes as long as it takes", async () => {
    // Patience so short that a statement of other work would be given up after 3 seconds.
    const store = open(await givenAddress(), 20);
    const slow = store.exclusively(async (tx) => {
      const { rows } = await sql<{ slept: string }>`select pg_sleep(5), 'well' as slept`.execute(tx);
      return { end: "commit", value: rows[0]?.slept };
    });
    await expect(slow).resolves.toBe("well");
  });

  test("of several servers, one that does not answer is passed over", async () => {
    const { servers } = await givenAddress();
    const store = open({ servers: [NOBODY, ...servers, NOBODY], label: "three" });
    expect(await backend(store.read)).toEqual(expect.any(Number));
    await store.transaction(async (tx) => ({ end: "commit", value: await insertCounter(tx, "a") }));
    await expect(store.ping()).resolves.toBeUndefined();
  });

  test("a server that does not answer is busy for those who call, and says so when it is asked", async () => {
    const store = open({ servers: [NOBODY], label: "nobody" }, 50);
    await expect(backend(store.read)).rejects.toThrow(StoreBusy);
    await expect(store.transaction(async () => ({ end: "commit", value: 1 }))).rejects.toThrow(StoreBusy);
    await expect(store.ping()).rejects.toThrow(/ECONNREFUSED/);
  });

  test("a start says what it waits for, and gives up with words that say what to mend", async () => {
    const said: string[] = [];
    const address = { servers: [NOBODY], label: "db.example.com" };
    const starting = openStore({ engine: "postgres", address }, START, (line) => said.push(line), 1_200);
    await expect(starting).rejects.toThrow(StoreUnusable);
    await expect(starting).rejects.toThrow(/db\.example\.com can't be used.*KEYWRIGHT_DATABASE_URL/);
    expect(said).toEqual([expect.stringMatching(/^Waiting for PostgreSQL at db\.example\.com \(.*ECONNREFUSED/)]);
  });

  test("a start does not wait for a database that nobody will make", async () => {
    const { servers } = await givenAddress();
    const missing = servers.map((server) => `${server}_missing`);
    const starting = openStore({ engine: "postgres", address: { servers: missing, label: "x" } }, START, () => {
      throw new Error("it waits");
    });
    await expect(starting).rejects.toThrow(/does not exist/);
  });

  test("text is sorted by code point whatever language the database is in", async () => {
    const store = open(await givenAddress());
    await store.transaction(async (tx) => {
      for (const day of ["b", "B", "ä", "a", "~", "A"]) await insertCounter(tx, day);
      return { end: "commit", value: undefined };
    });
    const rows = await store.read.selectFrom("usage_days").select("day").orderBy("day").execute();
    expect(rows.map(({ day }) => day).join("")).toBe("ABab~ä");
  });
});

/** Where nobody listens: the port is taken by no server that a test starts. */
const NOBODY = "postgres://keywright@127.0.0.1:1/keywright";

async function givenAddress(options?: { bare: boolean }): Promise<PostgresAddress> {
  const { KEYWRIGHT_DATABASE_URL: url = "" } = await givenDatabase(options);
  const address = parsePostgresUrl(url);
  if (typeof address === "string") throw new Error(address);
  return address;
}

function open(address: PostgresAddress, patienceMs?: number): Store {
  const store = openPostgres(address, patienceMs);
  onTestFinished(() => store.close());
  return store;
}

/** The number of the server process that answers. */
async function backend(db: Reader): Promise<number> {
  const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(db);
  return rows[0]?.pid ?? 0;
}

/** Cuts all connections to the database but the one that asks for it. */
async function cutAll(store: Store): Promise<void> {
  await sql`select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid()`.execute(store.read);
}

async function insertCounter(tx: Tx, day: string): Promise<void> {
  await tx.insertInto("usage_days").values({ day, validations: 0 }).execute();
}
