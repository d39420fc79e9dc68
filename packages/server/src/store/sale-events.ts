import type { SALE_STATES, SaleEvent as WireEvent } from "@keywright/contract/management-api/sales";
import type { Insertable, Updateable } from "kysely";
import type { Fact, Provider } from "#domain/sales/facts.ts";
import { type Page, type PageRequest, toPage } from "#kit/paging.ts";
import { reverse } from "#store/licenses.ts";
import { fromMoment } from "#store/moments.ts";
import type { SaleEventTable } from "#store/schema/sales.ts";
import type { Reader, Tx } from "#store/store.ts";

export type SaleState = (typeof SALE_STATES)[number];

/** What an event led to. Moments are milliseconds since 1970. */
export interface SaleEffect {
  readonly kind: WireEvent["effects"][number]["kind"];
  readonly until: number | null;
}

/** An event with what became of it. */
export interface SaleEventRecord {
  readonly id: string;
  readonly provider: Provider;
  readonly event: string;
  readonly type: string;
  readonly at: Temporal.Instant;
  readonly receivedAt: Temporal.Instant;
  readonly state: SaleState;
  readonly email: string | null;
  readonly facts: readonly Fact[];
  readonly effects: readonly SaleEffect[];
  readonly order: { readonly id: string; readonly number: number } | null;
  readonly license: { readonly id: string; readonly keyEnding: string } | null;
}

/** The event of this provider with its id, if it came in before. */
export async function findSaleEvent(
  db: Reader,
  provider: Provider,
  event: string,
): Promise<{ readonly id: string; readonly state: SaleState } | null> {
  const row = await db
    .selectFrom("sale_events")
    .select(["id", "state"])
    .where("provider", "=", provider)
    .where("event", "=", event)
    .executeTakeFirst();
  return row ?? null;
}

export async function insertSaleEvent(tx: Tx, row: Insertable<SaleEventTable>): Promise<void> {
  await tx.insertInto("sale_events").values(row).execute();
}

/** Writes what an event tells, or what became of it. */
export async function updateSaleEvent(
  tx: Tx,
  id: string,
  change: Pick<Updateable<SaleEventTable>, "sale_id" | "facts" | "effects">,
): Promise<void> {
  await tx.updateTable("sale_events").set(change).where("id", "=", id).execute();
}

/** Every event of a sale stands as the sale does. */
export async function setStateOfEvents(tx: Tx, saleId: string, state: SaleState): Promise<void> {
  await tx
    .updateTable("sale_events")
    .set({ state })
    .where("sale_id", "=", saleId)
    .where("state", "!=", state)
    .execute();
}

export interface SaleEventSearch {
  readonly state?: SaleState;
  readonly provider?: Provider;
}

/** The events, the last to come in first. */
export async function listSaleEvents(
  db: Reader,
  { state, provider }: SaleEventSearch,
  page: PageRequest,
): Promise<Page<SaleEventRecord>> {
  let ids = db
    .selectFrom("sale_events")
    .select("sale_events.id")
    .orderBy("sale_events.id", "desc")
    .limit(page.limit + 1);
  if (state !== undefined) ids = ids.where("state", "=", state);
  if (provider !== undefined) ids = ids.where("provider", "=", provider);
  if (page.before !== null) ids = ids.where("sale_events.id", "<", page.before);
  const rows = await db
    .selectFrom("sale_events")
    .leftJoin("sales", "sales.id", "sale_events.sale_id")
    .leftJoin("orders", "orders.id", "sales.order_id")
    .leftJoin("licenses", "licenses.order_id", "sales.order_id")
    .selectAll("sale_events")
    .select([
      "orders.id as order_id",
      "orders.number as order_number",
      "licenses.id as license_id",
      "licenses.key_ending_reversed",
    ])
    .where("sale_events.id", "in", ids)
    .orderBy("sale_events.id", "desc")
    .execute();
  return toPage(rows, page, (row) => ({
    id: row.id,
    provider: row.provider,
    event: row.event,
    type: row.type,
    at: fromMoment(row.at),
    receivedAt: fromMoment(row.received_at),
    state: row.state,
    email: row.email,
    facts: JSON.parse(row.facts) as Fact[],
    effects: JSON.parse(row.effects) as SaleEffect[],
    order: row.order_id === null || row.order_number === null ? null : { id: row.order_id, number: row.order_number },
    license:
      row.license_id === null || row.key_ending_reversed === null
        ? null
        : { id: row.license_id, keyEnding: reverse(row.key_ending_reversed) },
  }));
}

/** When each provider last sent something. */
export async function lastEventOf(db: Reader, provider: Provider): Promise<Temporal.Instant | null> {
  const row = await db
    .selectFrom("sale_events")
    .select("received_at")
    .where("provider", "=", provider)
    .orderBy("id", "desc")
    .limit(1)
    .executeTakeFirst();
  return row === undefined ? null : fromMoment(row.received_at);
}
