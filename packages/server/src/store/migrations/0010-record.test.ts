import { join } from "node:path";
import type { Kysely } from "kysely";
import { expect, onTestFinished, test } from "vitest";
import type { Services } from "#actions/context.ts";
import { checkRecord } from "#actions/record/check.ts";
import { createVault } from "#kit/vault.ts";
import { eraseFromEvents } from "#store/erasure.ts";
import { migrate } from "#store/migrate.ts";
import { MIGRATIONS } from "#store/migrations/index.ts";
import { openSqlite } from "#store/sqlite.ts";
import type { Store } from "#store/store.ts";
import { givenFolder } from "#test/folder.ts";
import { START } from "#test/given.ts";

// biome-ignore lint/suspicious/noExplicitAny: the database as it was before, which no schema describes any more
type Former = Kysely<any>;

const AT = START.epochMilliseconds;
const IDS = ["019cd71e-1980-7000-8000-000000000001", "019cd71e-1980-7000-8000-000000000002"];

/** A database with two events from before there were chains, brought up to date. */
async function givenFormer(): Promise<Store> {
  const store = openSqlite(join(givenFolder(), "keywright.db"));
  onTestFinished(() => store.close());
  await migrate(
    store,
    START,
    MIGRATIONS.filter(({ name }) => name < "0010"),
  );
  await insert(store, "installation", { id: 1, created_at: AT, secret_check: Buffer.from("x"), next_order_number: 1 });
  const of = { at: AT, customer_id: "c", license_id: "l", actor_id: "c" };
  const [first, second] = IDS;
  const names = { actor_kind: "customer", actor_name: "Anna", data: '{"name":"Anna\'s PC","activationUsage":1}' };
  await insert(store, "events", { ...of, ...names, id: first, type: "activation.ended", noun: "activation" });
  const reason = { actor_kind: "user", actor_name: "Lena", data: '{"reason":"Anna asked","by":"vendor"}' };
  await insert(store, "events", { ...of, ...reason, id: second, type: "license.suspended", noun: "license" });
  await migrate(store, START);
  return store;
}

test("events from before there were chains are told as such; what is put in beside a chain later is a fault", async () => {
  const store = await givenFormer();
  const services = { store, vault: createVault("a secret of 32 characters or more") } as unknown as Services;
  expect(await checkRecord(services)).toMatchObject({ faults: [], events: 2, unchained: 2 });
  const event = { at: AT, license_id: "l", actor_kind: "operator", data: "{}", noun: "license" };
  await insert(store, "events", { ...event, id: `${IDS[1]}a`, type: "license.restored" });
  expect((await checkRecord(services)).faults).toMatchObject([
    { chain: "license:l", text: expect.stringContaining("(license.restored, 10 Mar 2026, 09:30 UTC) stands outside") },
  ]);
});

test("they can be erased all the same: of the vendor's people and of what was counted nothing is lost", async () => {
  const store = await givenFormer();
  await store.transaction(async (tx) => ({ end: "commit", value: await eraseFromEvents(tx, "c") }));
  const rows = await store.read.selectFrom("events").select(["actor_name", "data"]).orderBy("id").execute();
  expect(rows).toEqual([
    { actor_name: null, data: '{"activationUsage":1}' },
    { actor_name: "Lena", data: '{"by":"vendor"}' },
  ]);
});

async function insert(store: Store, table: string, row: object): Promise<void> {
  await store.transaction(async (tx) => {
    await (tx as unknown as Former).insertInto(table).values(row).execute();
    return { end: "commit", value: undefined };
  });
}
