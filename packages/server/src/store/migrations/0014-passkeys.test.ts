import { join } from "node:path";
import type { Kysely } from "kysely";
import { expect, onTestFinished, test } from "vitest";
import { migrate } from "#store/migrate.ts";
import { MIGRATIONS } from "#store/migrations/index.ts";
import { openSqlite } from "#store/sqlite.ts";
import { givenFolder } from "#test/folder.ts";
import { START } from "#test/given.ts";

test("of the sessions that there were, those count as ones with two steps that began with a code", async () => {
  const store = openSqlite(join(givenFolder(), "keywright.db"));
  onTestFinished(() => store.close());
  await migrate(
    store,
    START,
    MIGRATIONS.filter(({ name }) => name < "0014"),
  );
  await store.transaction(async (tx) => {
    // biome-ignore lint/suspicious/noExplicitAny: the database as it was before, which no schema describes any more
    const db = tx as unknown as Kysely<any>;
    const at = { created_at: 0, updated_at: 0 };
    for (const id of ["u1", "u2", "u3"])
      await db
        .insertInto("users")
        .values({ id, name: id, email: `${id}@example.com`, email_verified: 0, role: "owner", ...at })
        .execute();
    const secret_sealed = Buffer.from("s");
    await db
      .insertInto("two_steps")
      .values([
        { user_id: "u1", secret_sealed, on_since: 20 },
        { user_id: "u2", secret_sealed, on_since: null },
      ])
      .execute();
    const session = (id: string, user_id: string, created_at: number) => ({
      ...{ id, user_id, token: id, expires_at: 1000, created_at, updated_at: created_at },
    });
    await db
      .insertInto("sessions")
      .values([
        session("before", "u1", 10),
        session("with", "u1", 30),
        session("begun", "u2", 30),
        session("no", "u3", 30),
      ])
      .execute();
    return { end: "commit", value: undefined };
  });

  await migrate(store, START);

  const marked = await store.read.selectFrom("sessions").select("id").where("two_step", "=", 1).execute();
  expect(marked).toEqual([{ id: "with" }]);
});
