import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { migrate } from "#store/migrate.ts";
import { MIGRATIONS } from "#store/migrations/index.ts";
import { type Store, StoreBusy, type Tx } from "#store/store.ts";
import { START } from "#test/given.ts";

/** How a suite gets databases: each call of `open` opens the same new, empty database anew. */
export interface Engine {
  open(waitForLockMs?: number): Store;
}

const product = {
  id: "p",
  identifier: "desk",
  name: "Desk",
  description: "",
  key_prefix: "DESK",
  tax_code: "software",
  created_at: 0,
  modified_at: 0,
};

/** What every engine must keep. @param newDatabase makes an empty database for one test */
export function storeSuite(newDatabase: () => Promise<Engine>): void {
  const count = async (store: Store) => (await store.read.selectFrom("products").select("id").execute()).length;
  const insert = (tx: Tx) => tx.insertInto("products").values(product).execute();

  describe("a transaction", () => {
    test("is seen by others once it is committed, whole", async () => {
      const engine = await newDatabase();
      const [store, other] = [engine.open(), engine.open()];
      await migrate(store, START);
      await store.transaction(async (tx) => {
        await insert(tx);
        expect([await count(store), await count(other)]).toEqual([0, 0]);
        return { end: "commit", value: undefined };
      });
      expect([await count(store), await count(other)]).toEqual([1, 1]);
    });

    test("leaves nothing behind when it is rolled back or its work fails", async () => {
      const store = (await newDatabase()).open();
      await migrate(store, START);
      const value = await store.transaction(async (tx) => {
        await insert(tx);
        return { end: "rollback", value: "no" };
      });
      expect(value).toBe("no");
      const failing = store.transaction(async (tx) => {
        await insert(tx);
        throw new Error("on the way");
      });
      await expect(failing).rejects.toThrow("on the way");
      expect(await count(store)).toBe(0);
      await store.transaction(async (tx) => ({ end: "commit", value: await insert(tx) }));
      expect(await count(store)).toBe(1);
    });

    test("that comes with others is committed, undone or fails by itself, whatever becomes of the others", async () => {
      const store = (await newDatabase()).open();
      await migrate(store, START);
      const insertAs = (tx: Tx, id: string) =>
        tx
          .insertInto("products")
          .values({ ...product, id, identifier: id })
          .execute();
      const way = fc.constantFrom("committed", "undone", "fails", "fails before", "fails in the engine", "reads");
      await fc.assert(
        fc.asyncProperty(fc.array(way, { minLength: 1, maxLength: 12 }), async (ways) => {
          await store.transaction(async (tx) => ({
            end: "commit",
            value: await tx.deleteFrom("products").execute(),
          }));
          const ended = await Promise.allSettled(
            ways.map((way, index) =>
              store.transaction(async (tx) => {
                if (way === "reads") return { end: "confirm", value: index };
                if (way === "fails before") throw new Error(way);
                await insertAs(tx, `${index}`);
                if (way === "fails in the engine") await insertAs(tx, `${index}`);
                if (way === "fails") throw new Error(way);
                return { end: way === "undone" ? "rollback" : "commit", value: index };
              }),
            ),
          );
          for (const [index, way] of ways.entries()) {
            const [own, fails] = [ended[index], way.startsWith("fails")];
            expect(own?.status).toBe(fails ? "rejected" : "fulfilled");
            if (own?.status === "fulfilled") expect(own.value).toBe(index);
          }
          const kept = await store.read.selectFrom("products").select("id").execute();
          const committed = ways.flatMap((way, index) => (way === "committed" ? [`${index}`] : []));
          expect(kept.map(({ id }) => id).sort()).toEqual(committed.sort());
        }),
      );
    });

    test("waits for another's to end, in its own process and in others", async () => {
      const engine = await newDatabase();
      const stores = [engine.open(), engine.open()];
      await migrate(engine.open(), START);
      await stores[0]?.transaction(async (tx) => ({
        end: "commit",
        value: await tx
          .insertInto("installation")
          .values({ id: 1, created_at: 0, secret_check: Buffer.alloc(0), next_order_number: 0 })
          .execute(),
      }));
      const increments = Array.from({ length: 100 }, (_, index) =>
        stores[index % 2]?.transaction(async (tx) => {
          const { next_order_number: number } = await tx
            .selectFrom("installation")
            .selectAll()
            .forUpdate()
            .executeTakeFirstOrThrow();
          await tx
            .updateTable("installation")
            .set({ next_order_number: number + 1 })
            .execute();
          return { end: "commit", value: undefined };
        }),
      );
      await Promise.all(increments);
      expect(await stores[1]?.read.selectFrom("installation").select("next_order_number").execute()).toEqual([
        { next_order_number: 100 },
      ]);
    });

    test("gives up with a word for it when the other never ends, and has changed nothing", async () => {
      const engine = await newDatabase();
      const [holder, waiter] = [engine.open(), engine.open(20)];
      await migrate(holder, START);
      await holder.transaction(async (tx) => {
        await insert(tx);
        const waiting = waiter.transaction(async (other) => ({ end: "commit", value: await insert(other) }));
        await expect(waiting).rejects.toThrow(StoreBusy);
        return { end: "commit", value: undefined };
      });
      expect(await count(waiter)).toBe(1);
    });
  });

  describe("the migrations", () => {
    test("are applied once, however often and by however many at once they are asked for", async () => {
      const engine = await newDatabase();
      await Promise.all(Array.from({ length: 5 }, () => migrate(engine.open(), START)));
      const store = engine.open();
      await migrate(store, START);
      expect(await appliedTo(store)).toEqual(MIGRATIONS.map(({ name }) => name));
    });

    test("that are new are applied to an older database, and its contents stay", async () => {
      const store = (await newDatabase()).open();
      await migrate(store, START);
      await store.transaction(async (tx) => ({ end: "commit", value: await insert(tx) }));
      const newer = {
        name: "9999-newer",
        kind: "expand" as const,
        up: async (db: { schema: Tx["schema"] }) => db.schema.createTable("newer").addColumn("id", "text").execute(),
      };
      await migrate(store, START, [...MIGRATIONS, newer]);
      expect(await appliedTo(store)).toContain("9999-newer");
      expect(await count(store)).toBe(1);
    });

    test("of a newer program that only added something do not keep an older one from working", async () => {
      const store = (await newDatabase()).open();
      await migrate(store, START, [...MIGRATIONS, { name: "9999-newer", kind: "expand", up: async () => undefined }]);
      await migrate(store, START);
      expect(await appliedTo(store)).toContain("9999-newer");
    });

    test("of a newer program that took something away are refused, with words that say what to do", async () => {
      const store = (await newDatabase()).open();
      const newer = { name: "9999-newer", kind: "contract" as const, up: async () => undefined };
      await migrate(store, START, [...MIGRATIONS, newer]);
      await expect(migrate(store, START)).rejects.toThrow(
        /changed by a newer Keywright \(it knows 9999-newer\).*backup/,
      );
      expect(await appliedTo(store)).toContain("9999-newer");
    });

    test("that fail leave the database as it was", async () => {
      const store = (await newDatabase()).open();
      const failing = {
        name: "9999-failing",
        kind: "expand" as const,
        up: async () => Promise.reject(new Error("half-way")),
      };
      await expect(migrate(store, START, [...MIGRATIONS, failing])).rejects.toThrow("half-way");
      await expect(count(store)).rejects.toThrow(/products/);
    });
  });
}

async function appliedTo(store: Store): Promise<string[]> {
  const rows = await store.read
    .selectFrom("migrations" as "products")
    .select("name")
    .orderBy("name")
    .execute();
  return rows.map(({ name }) => name);
}
