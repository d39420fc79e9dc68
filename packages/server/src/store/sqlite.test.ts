import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { describe, expect, onTestFinished, test } from "vitest";
import { migrate } from "#store/migrate.ts";
import { MIGRATIONS } from "#store/migrations/index.ts";
import { STANDSTILL_MS } from "#store/sqlite/driver.ts";
import { inspectSqlite } from "#store/sqlite/inspect.ts";
import { openSqlite } from "#store/sqlite.ts";
import { storeSuite } from "#store/store.suite.ts";
import { StoreBusy, StoreUnusable } from "#store/store.ts";
import { givenFolder } from "#test/folder.ts";
import { START } from "#test/given.ts";

describe("SQLite", () => {
  storeSuite(async () => {
    const path = join(givenFolder(), "keywright.db");
    return {
      open(waitForLockMs) {
        const store = openSqlite(path, waitForLockMs);
        onTestFinished(() => store.close());
        return store;
      },
    };
  });

  test("a file that is no database is refused with words", () => {
    const path = join(givenFolder(), "keywright.db");
    writeFileSync(path, "something else, long enough to be looked at as a header ".repeat(50));
    expect(() => openSqlite(path)).toThrow(StoreUnusable);
    expect(() => openSqlite(path)).toThrow(/can't be opened/);
  });

  test("a folder that is not there is refused with words", () => {
    expect(() => openSqlite(join(givenFolder(), "missing", "keywright.db"))).toThrow(/can't be opened/);
  });

  test("the reading connection can't write", async () => {
    const store = openSqlite(join(givenFolder(), "keywright.db"));
    await migrate(store, START);
    await expect(store.read.deleteFrom("products").execute()).rejects.toThrow(/readonly/);
    await store.close();
  });

  test("whoever waits for another process's change lets others have their turns meanwhile", async () => {
    const path = join(givenFolder(), "keywright.db");
    // Less than SQLite itself would stand still for.
    const store = openSqlite(path, STANDSTILL_MS * 0.9);
    onTestFinished(() => store.close());
    await migrate(store, START);
    const other = new DatabaseSync(path);
    onTestFinished(() => other.close());
    other.exec("BEGIN IMMEDIATE");
    let turns = 0;
    const others = setInterval(() => turns++, 1);
    onTestFinished(() => clearInterval(others));
    const change = store.transaction(async () => ({ end: "commit", value: undefined }));
    await expect(change).rejects.toThrow(StoreBusy);
    expect(turns).toBeGreaterThan(0);
  });

  test("a look at the file changes nothing and tells what is in it", async () => {
    const path = join(givenFolder(), "keywright.db");
    const store = openSqlite(path);
    expect(inspectSqlite(path)).toEqual({ damage: [], appliedMigrations: [], secretCheck: null, newestEventAt: null });
    await migrate(store, START);
    expect(inspectSqlite(path).appliedMigrations.map(({ name }) => name)).toEqual(MIGRATIONS.map(({ name }) => name));
    await store.close();
  });
});
