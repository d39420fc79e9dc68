import { statSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { migrate } from "#store/migrate.ts";
import { openSqlite } from "#store/sqlite.ts";
import { givenFolder } from "#test/folder.ts";
import { START } from "#test/given.ts";

const MEGABYTE = 1_000_000;
const text = "x".repeat(MEGABYTE / 8);

async function givenFile() {
  const path = join(givenFolder(), "keywright.db");
  const store = openSqlite(path);
  onTestFinished(() => store.close());
  await migrate(store, START);
  const size = (end = "") => statSync(path + end).size;
  const customer = (id: string) => ({ id, customer_id: id, email: id, email_folded: id, name: text, created_at: 0 });
  /** Commits so many megabytes, an eighth of one at a time. */
  async function write(megabytes: number, stream = "") {
    for (let number = 0; number < megabytes * 8; number++) {
      await store.transaction(async (tx) => {
        await tx
          .insertInto("customers")
          .values(customer(`${stream}-${number}`))
          .execute();
        return { end: "commit", value: undefined };
      });
    }
  }
  return { store, size, write };
}

test("the log is copied into the file long before SQLite would do it by itself", async () => {
  const { size, write } = await givenFile();
  await write(48);
  await expect.poll(() => size()).toBeGreaterThan(32 * MEGABYTE);
});

test("the log stays within bounds while others write and read without a pause", async () => {
  const { store, size, write } = await givenFile();
  let isWriting = true;
  const writing = Promise.all(["a", "b", "c", "d"].map((stream) => write(60, stream))).then(() => {
    isWriting = false;
  });
  while (isWriting) {
    await store.read.selectFrom("customers").select("id").limit(100).execute();
    await new Promise(setImmediate);
  }
  await writing;
  expect(size("-wal")).toBeLessThan(160 * MEGABYTE);
});

test("a store that is closed while its log is copied leaves one whole file", async () => {
  const { store, size, write } = await givenFile();
  await write(12);
  await store.close();
  expect(size()).toBeGreaterThan(12 * MEGABYTE);
  expect(() => size("-wal")).toThrow(/ENOENT/);
});
