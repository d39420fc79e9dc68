import { CompiledQuery } from "kysely";
import { expect, onTestFinished, test } from "vitest";
import { matchingLicenses } from "#store/license-search.ts";
import { migrate } from "#store/migrate.ts";
import { selectMails } from "#store/outbox.ts";
import { remindable } from "#store/reminders.ts";
import { openSqlite } from "#store/sqlite.ts";
import { givenFolder } from "#test/folder.ts";
import { START } from "#test/given.ts";

/* Which way SQLite goes, where the wrong one is a walk over every license. */

test("a list of deactivated licenses walks over these alone", async () => {
  const store = openSqlite(`${givenFolder()}/keywright.db`);
  onTestFinished(() => store.close());
  await migrate(store, START);
  const matching = await matchingLicenses(store.read, { status: "deactivated" }, START);
  const page = matching.select("licenses.id").orderBy("licenses.id", "desc").limit(51);
  for (const query of [page, page.where("licenses.id", "<", "f")]) {
    const { sql, parameters } = query.compile();
    const { rows } = await store.read.executeQuery<{ detail: string }>(
      CompiledQuery.raw(`explain query plan ${sql}`, [...parameters]),
    );
    expect(rows.map(({ detail }) => detail)).toEqual([expect.stringContaining("USING INDEX licenses_deactivated")]);
  }
});

test("whoever is to be reminded is found by the index of the expiries, and what was decided by its own", async () => {
  const store = openSqlite(`${givenFolder()}/keywright.db`);
  onTestFinished(() => store.close());
  await migrate(store, START);
  const { sql, parameters } = remindable(store.read, 7, START, 100).compile();
  const { rows } = await store.read.executeQuery<{ detail: string }>(
    CompiledQuery.raw(`explain query plan ${sql}`, [...parameters]),
  );
  const plan = rows.map(({ detail }) => detail).join("\n");
  expect(plan).toMatch(/SEARCH licenses USING .*INDEX licenses_by_expiry \(expires_at>\? AND expires_at<\?\)/);
  expect(plan).toMatch(/SEARCH reminders USING INDEX reminders_once/);
});

test("each list of mails walks along an index of its own", async () => {
  const store = openSqlite(`${givenFolder()}/keywright.db`);
  onTestFinished(() => store.close());
  await migrate(store, START);
  const page = { limit: 20, before: null };
  for (const [search, index] of [
    [{ state: "failed" }, "outbox_by_state"],
    [{ kind: "expired" }, "outbox_by_kind"],
    [{ recipient: "ines@northlight.example", state: "sent" }, "outbox_of_recipient"],
    [{ license: "x", kind: "expired" }, "outbox_of_license"],
  ] as const) {
    const { sql, parameters } = selectMails(store.read, search, page).compile();
    const { rows } = await store.read.executeQuery<{ detail: string }>(
      CompiledQuery.raw(`explain query plan ${sql}`, [...parameters]),
    );
    expect(rows.map(({ detail }) => detail)).toEqual([expect.stringContaining(index)]);
  }
});
