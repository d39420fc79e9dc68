import { EVENT_TYPES } from "@keywright/contract/management-api/events";
import { type Compilable, CompiledQuery } from "kysely";
import { expect, onTestFinished, test } from "vitest";
import { matchingIds } from "#store/event-search.ts";
import { matchingLicenses } from "#store/license-search.ts";
import { migrate } from "#store/migrate.ts";
import { selectMails } from "#store/outbox.ts";
import { remindable } from "#store/reminders.ts";
import { openSqlite } from "#store/sqlite.ts";
import type { Store } from "#store/store.ts";
import { givenFolder } from "#test/folder.ts";
import { START } from "#test/given.ts";

/* Which way SQLite goes, where the wrong one is a walk over every license. */

async function givenStore(): Promise<Store> {
  const store = openSqlite(`${givenFolder()}/keywright.db`);
  onTestFinished(() => store.close());
  await migrate(store, START);
  return store;
}

/** Each step of the way, as SQLite tells it. */
async function planOf({ read }: Store, query: Compilable): Promise<string[]> {
  const { sql, parameters } = query.compile();
  const { rows } = await read.executeQuery<{ detail: string }>(
    CompiledQuery.raw(`explain query plan ${sql}`, [...parameters]),
  );
  return rows.map(({ detail }) => detail);
}

test.each(["deactivated", "suspended"] as const)("a list of %s licenses walks over these alone", async (status) => {
  const store = await givenStore();
  const matching = await matchingLicenses(store.read, { status }, START);
  const page = matching.select("licenses.id").orderBy("licenses.id", "desc").limit(51);
  for (const query of [page, page.where("licenses.id", "<", "f")])
    expect(await planOf(store, query)).toEqual([expect.stringContaining(`INDEX licenses_${status}`)]);
});

test.each([
  [{ order: "o" }, ["events_of_order_alone", "events_of_license"]],
  [
    { order: "o", type: "activation.created", actor: "application" } as const,
    ["events_of_order_alone", "events_of_license"],
  ],
  [{ order: "o", license: "l" }, ["events_of_license"]],
  [{ customer: "c", order: "o", from: START, to: START }, ["events_of_order_alone", "events_of_license"]],
  [{ type: "activation.created", noun: "activation", product: "p" } as const, ["events_by_type"]],
  [{ noun: "product" }, ["events_by_type", "events_by_type"]],
  [{ product: "p", actor: "application" } as const, ["events_of_product"]],
  [{ actor: "user", product: "p", noun: "license" } as const, ["events_by_actor_but_applications"]],
  [{ actor: "token" } as const, ["events_by_actor_but_applications"]],
  [
    { actor: "application" } as const,
    EVENT_TYPES.filter((type) => type.startsWith("activation.")).map(() => "events_by_type"),
  ],
])("a list of events by %o walks over no others, and sorts none", async (search, indexes) => {
  const store = await givenStore();
  for (const before of [null, "f"]) {
    const steps = await planOf(store, matchingIds(store.read, search, { limit: 50, before }));
    expect(steps.filter((step) => /TEMP B-TREE|SCAN (found|events)/.test(step))).toEqual([]);
    const found = steps.flatMap((step) => /SEARCH found USING (?:COVERING )?INDEX (\w+)/.exec(step)?.[1] ?? []);
    expect(found).toEqual(indexes);
  }
});

test("what is on record of a customer is found by the customer, and what happened to their devices by their licenses", async () => {
  const store = await givenStore();
  const steps = await planOf(store, matchingIds(store.read, { customer: "c" }, { limit: 50, before: null }));
  expect(steps.flatMap((step) => /found USING (?:COVERING )?INDEX (\w+)/.exec(step)?.[1] ?? [])).toEqual([
    "events_of_customer_but_devices",
    "events_of_license",
    "events_of_customer_but_devices",
  ]);
});

test("the devices of a license in use, and those that ended, are each walked over by themselves", async () => {
  const store = await givenStore();
  const ofLicense = store.read.selectFrom("activations").selectAll().where("license_id", "=", "l");
  const page = ofLicense.orderBy("id", "desc").limit(51);
  expect(await planOf(store, page.where("ended_at", "is", null))).toEqual([
    "SEARCH activations USING INDEX activations_in_use (license_id=?)",
  ]);
  expect(await planOf(store, page.where("ended_at", "is not", null))).toEqual([
    "SEARCH activations USING INDEX activations_ended (license_id=?)",
  ]);
  expect(await planOf(store, ofLicense.where("ended_at", "is", null).where("fingerprint", "=", "f"))).toEqual([
    "SEARCH activations USING INDEX activations_one_per_device (license_id=? AND fingerprint=?)",
  ]);
});

test("whoever is to be reminded is found by the index of the expiries, and what was decided by its own", async () => {
  const store = await givenStore();
  const plan = (await planOf(store, remindable(store.read, 7, START, 100))).join("\n");
  expect(plan).toMatch(/SEARCH licenses USING .*INDEX licenses_by_expiry \(expires_at>\? AND expires_at<\?\)/);
  expect(plan).toMatch(/SEARCH reminders USING INDEX reminders_once/);
});

test("each list of mails walks along an index of its own", async () => {
  const store = await givenStore();
  const page = { limit: 20, before: null };
  for (const [search, index] of [
    [{ state: "failed" }, "outbox_by_state"],
    [{ kind: "expired" }, "outbox_by_kind"],
    [{ recipient: "ines@northlight.example", state: "sent" }, "outbox_of_recipient"],
    [{ license: "x", kind: "expired" }, "outbox_of_license"],
  ] as const)
    expect(await planOf(store, selectMails(store.read, search, page))).toEqual([expect.stringContaining(index)]);
});
