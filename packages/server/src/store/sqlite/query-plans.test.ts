import { CompiledQuery } from "kysely";
import { expect, onTestFinished, test } from "vitest";
import { matchingLicenses } from "#store/license-search.ts";
import { migrate } from "#store/migrate.ts";
import { openSqlite } from "#store/sqlite.ts";
import { givenFolder } from "#test/folder.ts";
import { START } from "#test/given.ts";

/* Which way SQLite goes, where the wrong one is a walk over every license. */

test.each(["deactivated", "suspended"] as const)("a list of %s licenses walks over these alone", async (status) => {
  const store = openSqlite(`${givenFolder()}/keywright.db`);
  onTestFinished(() => store.close());
  await migrate(store, START);
  const matching = await matchingLicenses(store.read, { status }, START);
  const page = matching.select("licenses.id").orderBy("licenses.id", "desc").limit(51);
  for (const query of [page, page.where("licenses.id", "<", "f")]) {
    const { sql, parameters } = query.compile();
    const { rows } = await store.read.executeQuery<{ detail: string }>(
      CompiledQuery.raw(`explain query plan ${sql}`, [...parameters]),
    );
    expect(rows.map(({ detail }) => detail)).toEqual([expect.stringContaining(`INDEX licenses_${status}`)]);
  }
});
