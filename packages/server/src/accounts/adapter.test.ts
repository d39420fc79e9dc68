import { getAuthTables } from "better-auth/db";
import { expect, test } from "vitest";
import { givenInstallation } from "#test/given.ts";

/** What we keep in its tables beside what it works with. */
const OURS: Readonly<Record<string, readonly string[]>> = {
  user: ["role", "seen_at"],
  session: ["two_step"],
};

test("the tables have the columns that Better Auth works with, and no others but ours", async () => {
  const { services } = await givenInstallation();
  const tables = await services.store.read.introspection.getTables();
  for (const [model, { fields }] of Object.entries(getAuthTables({}))) {
    const columns = tables.find(({ name }) => name === `${model}s`)?.columns.map(({ name }) => name);
    expect(columns?.sort(), model).toEqual(
      ["id", ...Object.keys(fields).map(inSnakeCase), ...(OURS[model] ?? [])].sort(),
    );
  }
});

function inSnakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
