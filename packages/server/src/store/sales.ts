import type { Insertable, Selectable, Updateable } from "kysely";
import type { Fact, Provider } from "#domain/sales/facts.ts";
import type { KnownEvent } from "#domain/sales/target.ts";
import { type Page, type PageRequest, toPage } from "#kit/paging.ts";
import type { SaleTable } from "#store/schema/sales.ts";
import type { Reader, Tx } from "#store/store.ts";

/** A sale as it is kept. */
export type SaleRecord = Selectable<SaleTable>;

/**
 * Takes in the events of one provider one after the other, until the transaction ends. Which sale an event is about is
 * known by what the events before it have told, and an event can show that two sales are one: no narrower lock is safe.
 */
export async function lockProvider(tx: Tx, provider: Provider): Promise<void> {
  await tx
    .insertInto("sale_providers")
    .values({ id: provider })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  await tx.selectFrom("sale_providers").select("id").where("id", "=", provider).forUpdate().execute();
}

export async function findSale(db: Reader, id: string): Promise<SaleRecord | null> {
  return (await db.selectFrom("sales").selectAll().where("id", "=", id).executeTakeFirst()) ?? null;
}

/** The sales that are known by one of these ids of the provider. More than one: so far nobody knew that they are the same. */
export async function findSalesOfKeys(db: Reader, keys: readonly string[]): Promise<SaleRecord[]> {
  if (keys.length === 0) return [];
  return db
    .selectFrom("sales")
    .selectAll()
    .where("id", "in", db.selectFrom("sale_keys").select("sale_id").where("sale_keys.id", "in", keys))
    .orderBy("id")
    .execute();
}

export async function insertSale(tx: Tx, row: Insertable<SaleTable>): Promise<SaleRecord> {
  return tx.insertInto("sales").values(row).returningAll().executeTakeFirstOrThrow();
}

export async function updateSale(tx: Tx, id: string, change: Updateable<SaleTable>): Promise<void> {
  await tx.updateTable("sales").set(change).where("id", "=", id).execute();
}

/** Knows a sale by these ids, too. Those that are known keep their sale. */
export async function insertSaleKeys(tx: Tx, saleId: string, keys: readonly string[]): Promise<void> {
  if (keys.length === 0) return;
  await tx
    .insertInto("sale_keys")
    .values(keys.map((id) => ({ id, sale_id: saleId })))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Makes one sale of two. */
export async function mergeSales(tx: Tx, into: string, other: string): Promise<void> {
  for (const table of ["sale_keys", "sale_events"] as const)
    await tx.updateTable(table).set({ sale_id: into }).where("sale_id", "=", other).execute();
  await tx.deleteFrom("sales").where("id", "=", other).execute();
}

/** All that is known of a sale. */
export async function listFacts(db: Reader, saleId: string): Promise<KnownEvent[]> {
  const rows = await db
    .selectFrom("sale_events")
    .select(["event", "at", "facts"])
    .where("sale_id", "=", saleId)
    .execute();
  return rows.map(({ event, at, facts }) => ({ event, at, facts: JSON.parse(facts) as Fact[] }));
}

/** All that is known of these sales, by sale. */
export async function listFactsOf(db: Reader, saleIds: readonly string[]): Promise<Map<string, KnownEvent[]>> {
  const known = new Map<string, KnownEvent[]>(saleIds.map((id) => [id, []]));
  if (saleIds.length === 0) return known;
  const rows = await db
    .selectFrom("sale_events")
    .select(["sale_id", "event", "at", "facts"])
    .where("sale_id", "in", saleIds)
    .execute();
  for (const { sale_id, event, at, facts } of rows)
    known.get(sale_id ?? "")?.push({ event, at, facts: JSON.parse(facts) as Fact[] });
  return known;
}

/** The sales that stand so, the newest first. */
export async function listSalesInState(
  db: Reader,
  state: SaleRecord["state"],
  page: PageRequest,
): Promise<Page<SaleRecord>> {
  let query = db
    .selectFrom("sales")
    .selectAll()
    .where("state", "=", state)
    .orderBy("id", "desc")
    .limit(page.limit + 1);
  if (page.before !== null) query = query.where("id", "<", page.before);
  return toPage(await query.execute(), page, (row) => row);
}

/** How many sales stand so, counted no further than `most`. */
export async function countSalesInState(db: Reader, state: SaleRecord["state"], most: number): Promise<number> {
  const rows = await db.selectFrom("sales").select("id").where("state", "=", state).limit(most).execute();
  return rows.length;
}
