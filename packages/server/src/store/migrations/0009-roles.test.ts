import { join } from "node:path";
import type { Kysely } from "kysely";
import { expect, onTestFinished, test } from "vitest";
import { migrate } from "#store/migrate.ts";
import { MIGRATIONS } from "#store/migrations/index.ts";
import { openSqlite } from "#store/sqlite.ts";
import { givenFolder } from "#test/folder.ts";
import { START } from "#test/given.ts";

test("of those who had an account, the first is the owner and the others are admins; tokens reach as much as before", async () => {
  const store = openSqlite(join(givenFolder(), "keywright.db"));
  onTestFinished(() => store.close());
  await migrate(
    store,
    START,
    MIGRATIONS.filter(({ name }) => name < "0009"),
  );
  await store.transaction(async (tx) => {
    // biome-ignore lint/suspicious/noExplicitAny: the database as it was before, which no schema describes any more
    const db = tx as unknown as Kysely<any>;
    for (const id of ["u2", "u1", "u3"])
      await db
        .insertInto("users")
        .values({ id, name: id, email: `${id}@example.com`, email_verified: 0, created_at: 0, updated_at: 0 })
        .execute();
    await db
      .insertInto("tokens")
      .values({ id: "t", name: "shop", digest: Buffer.from("d"), scope: "write", created_at: 0 })
      .execute();
    return { end: "commit", value: undefined };
  });

  await migrate(store, START);

  const users = await store.read.selectFrom("users").select(["id", "role"]).orderBy("id").execute();
  expect(users).toEqual([
    { id: "u1", role: "owner" },
    { id: "u2", role: "admin" },
    { id: "u3", role: "admin" },
  ]);
  const tokens = await store.read.selectFrom("tokens").select(["product_id", "expires_at"]).execute();
  expect(tokens).toEqual([{ product_id: null, expires_at: null }]);
});
