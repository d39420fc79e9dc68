import { type SelectQueryBuilder, sql } from "kysely";
import type { Actor } from "#domain/actor.ts";
import type { EventType, Subjects } from "#domain/events.ts";
import { type Page, type PageRequest, toPage } from "#kit/paging.ts";
import { toldBy } from "#store/events.ts";
import { fromMoment } from "#store/moments.ts";
import type { EventTable, Schema } from "#store/schema.ts";
import type { Reader } from "#store/store.ts";
import { firstIdNotBefore, firstIdSince } from "#store/time-range.ts";
import { unindexed } from "#store/unindexed.ts";

/** An event, with the names of what it is about as they are now. */
export interface EventRecord {
  readonly id: string;
  readonly at: Temporal.Instant;
  readonly type: EventType;
  readonly actor: { readonly kind: Actor["kind"]; readonly id: string | null; readonly name: string | null };
  readonly about: { readonly [subject in keyof Subjects]-?: string | null };
  readonly data: Readonly<Record<string, unknown>>;
  readonly order: { readonly id: string; readonly number: number } | null;
  readonly customer: { readonly id: string; readonly name: string | null; readonly email: string } | null;
  readonly plan: { readonly id: string; readonly name: string } | null;
  readonly product: { readonly id: string; readonly name: string } | null;
}

/** By what events are searched. What is left out does not narrow the search. */
export interface EventSearch {
  readonly license?: string;
  readonly order?: string;
  readonly customer?: string;
  readonly product?: string;
  readonly type?: string;
  readonly noun?: string;
  readonly actor?: Actor["kind"];
  readonly from?: Temporal.Instant;
  /** Not included. */
  readonly to?: Temporal.Instant;
}

export async function listEvents(db: Reader, search: EventSearch, page: PageRequest): Promise<Page<EventRecord>> {
  return toPage(await rowsOf(db, matchingIds(db, search, page), page), page, toRecord);
}

const COLUMNS = {
  license: "license_id",
  order: "order_id",
  customer: "customer_id",
  type: "type",
  noun: "noun",
  product: "product_id",
  actor: "actor_kind",
} as const;
type Filter = keyof typeof COLUMNS;

/** The filters, the one that leaves the fewest events first: its index is taken, and no other. People act seldom. */
function byNarrowness(actor: Actor["kind"] | undefined): readonly Filter[] {
  const machine = actor === "application" || actor === "token";
  const narrow: Filter[] = ["license", "order", "customer"];
  const broad: Filter[] = ["type", "noun", "product"];
  return machine ? [...narrow, ...broad, "actor"] : [...narrow, "actor", ...broad];
}

/** The ids of the events that a page shows, with those that it might show. */
export function matchingIds(db: Reader, search: EventSearch, page: PageRequest) {
  const { order, ...others } = search;
  if (order === undefined || search.license !== undefined) return newest(db, search, page);
  // What happened to an order's license is found by the license: to be found by the order, too, would cost every
  // activation a page of another index. Each part ends by itself, however much the other one holds.
  const alone = newest(db, others, page, (found) =>
    found.where("found.order_id", "=", order).where("found.license_id", "is", null),
  );
  const ofLicense = newest(db, others, page, (found) =>
    found.where("found.license_id", "=", db.selectFrom("licenses").select("id").where("order_id", "=", order)),
  );
  return db
    .selectFrom(alone.as("alone"))
    .select("id")
    .unionAll(db.selectFrom(ofLicense.as("of_license")).select("id"));
}

type Found = SelectQueryBuilder<Schema & { found: EventTable }, "found", { id: string }>;

/** @param narrow by what they are found, if it is not by one of the filters */
function newest(db: Reader, search: EventSearch, page: PageRequest, narrow?: (found: Found) => Found): Found {
  let query: Found = db
    .selectFrom("events as found")
    .select("found.id")
    .orderBy("found.id", "desc")
    .limit(page.limit + 1);
  if (narrow !== undefined) query = narrow(query);
  if (page.before !== null) query = query.where("found.id", "<", page.before);
  if (search.from !== undefined) query = query.where("found.id", ">=", firstIdSince("events", "at", search.from));
  if (search.to !== undefined) query = query.where("found.id", "<", firstIdNotBefore("events", "at", search.to));
  let isFirst = narrow === undefined;
  for (const name of byNarrowness(search.actor)) {
    const wanted = search[name];
    if (wanted === undefined) continue;
    const column = `found.${COLUMNS[name]}`;
    query = query.where(isFirst ? sql.ref<string>(column) : unindexed(column), "=", wanted);
    isFirst = false;
  }
  return query;
}

async function rowsOf(db: Reader, ids: ReturnType<typeof matchingIds>, page: PageRequest) {
  return db
    .selectFrom("events")
    .leftJoin("orders", "orders.id", "events.order_id")
    .leftJoin("customers", "customers.id", "events.customer_id")
    .leftJoin("plans", "plans.id", "events.plan_id")
    .leftJoin("products", "products.id", "events.product_id")
    .selectAll("events")
    .select([
      "orders.number as order_number",
      "customers.name as customer_name",
      "customers.email as customer_email",
      "plans.name as plan_name",
      "products.name as product_name",
    ])
    .where("events.id", "in", ids)
    .orderBy("events.id", "desc")
    .limit(page.limit + 1)
    .execute();
}

type Row = Awaited<ReturnType<typeof rowsOf>>[number];

function toRecord(row: Row): EventRecord {
  const told = toldBy(row);
  return {
    id: row.id,
    at: fromMoment(row.at),
    type: row.type,
    actor: { kind: row.actor_kind, id: row.actor_id, name: told.actorName },
    about: {
      productId: row.product_id,
      planId: row.plan_id,
      customerId: row.customer_id,
      orderId: row.order_id,
      licenseId: row.license_id,
      activationId: row.activation_id,
      tokenId: row.token_id,
      userId: row.user_id,
    },
    data: told.data,
    order: present({ id: row.order_id, number: row.order_number }),
    customer:
      row.customer_id === null || row.customer_email === null
        ? null
        : { id: row.customer_id, name: row.customer_name, email: row.customer_email },
    plan: present({ id: row.plan_id, name: row.plan_name }),
    product: present({ id: row.product_id, name: row.product_name }),
  };
}

/** What a left join found; null when it found nothing. */
function present<T extends object>(found: T): { [Name in keyof T]: NonNullable<T[Name]> } | null {
  if (Object.values(found).includes(null)) return null;
  return found as { [Name in keyof T]: NonNullable<T[Name]> };
}
