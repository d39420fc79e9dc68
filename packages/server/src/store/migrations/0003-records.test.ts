import { join } from "node:path";
import type { Kysely } from "kysely";
import { expect, onTestFinished, test } from "vitest";
import { migrate } from "#store/migrate.ts";
import { MIGRATIONS } from "#store/migrations/index.ts";
import { openSqlite } from "#store/sqlite.ts";
import { givenFolder } from "#test/folder.ts";
import { START } from "#test/given.ts";

// biome-ignore lint/suspicious/noExplicitAny: the database as it was before, which no schema describes any more
type Former = Kysely<any>;

const moment = 1_700_000_000_000;
const event = { at: moment, actor_kind: "token", data: "{}" };

test("what was recorded before is found by its customer, its order, its kind and the new folds", async () => {
  const store = openSqlite(join(givenFolder(), "keywright.db"));
  onTestFinished(() => store.close());
  await migrate(
    store,
    START,
    MIGRATIONS.filter(({ name }) => name < "0003"),
  );
  await store.transaction(async (tx) => {
    await fill(tx as unknown as Former);
    return { end: "commit", value: undefined };
  });

  await migrate(store, START);

  const db = store.read;
  expect(await db.selectFrom("customers").select(["id", "name_folded", "revision"]).orderBy("id").execute()).toEqual([
    { id: "c1", name_folded: "éva holm", revision: 1 },
    { id: "c2", name_folded: null, revision: 1 },
  ]);
  expect(await db.selectFrom("orders").select(["id", "licensed"]).orderBy("id").execute()).toEqual([
    { id: "o1", licensed: 1 },
    { id: "o2", licensed: 0 },
  ]);
  const subjects = ["noun", "license_id", "order_id", "customer_id", "plan_id", "product_id"] as const;
  expect(await db.selectFrom("events").select(subjects).orderBy("id").execute()).toEqual([
    { noun: "product", license_id: null, order_id: null, customer_id: null, plan_id: null, product_id: "p" },
    { noun: "license", license_id: "l", order_id: "o1", customer_id: "c1", plan_id: "n", product_id: "p" },
  ]);
});

async function fill(db: Former): Promise<void> {
  const times = { created_at: moment, modified_at: moment };
  const product = { id: "p", identifier: "p", name: "P", description: "", key_prefix: "PP", tax_code: "" };
  const plan = { id: "n", product_id: "p", identifier: "n", name: "N", description: "", licensed: 1, grace_days: 0 };
  const order = { status: "complete", source: "api", plan_id: "n", product_id: "p", created_at: moment };
  const customer = { created_at: moment, name: null };
  const license = { id: "l", order_id: "o1", customer_id: "c1", plan_id: "n", product_id: "p", plan_version: 1 };
  const key = { key_digest: Buffer.from("d"), key_sealed: Buffer.from("s"), key_ending_reversed: "EDCBA" };
  const rows: Record<string, object[]> = {
    products: [{ ...product, ...times }],
    plans: [{ ...plan, ...times }],
    customers: [
      { ...customer, id: "c1", customer_id: "c1", email: "a@b", email_folded: "a@b", name: "Éva Holm" },
      { ...customer, id: "c2", customer_id: "c2", email: "b@b", email_folded: "b@b" },
    ],
    orders: [
      { ...order, id: "o1", number: 1, customer_id: "c1" },
      { ...order, id: "o2", number: 2, customer_id: "c2" },
    ],
    licenses: [{ ...license, ...key, grace_days: 0, created_at: moment }],
    events: [
      { ...event, id: "e1", type: "product.created", product_id: "p" },
      { ...event, id: "e2", type: "license.edited", license_id: "l" },
    ],
  };
  for (const [table, values] of Object.entries(rows)) await db.insertInto(table).values(values).execute();
}
