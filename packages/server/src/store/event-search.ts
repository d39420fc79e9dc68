import { EVENT_TYPES } from "@keywright/contract/management-api/events";
import { type SelectQueryBuilder, sql } from "kysely";
import type { Actor } from "#domain/actor.ts";
import { type EventType, nounOf, type Subjects } from "#domain/events.ts";
import { type Page, type PageRequest, toPage } from "#kit/paging.ts";
import { toldBy } from "#store/events.ts";
import { BUT_DEVICES, licensesOnRecord, OF_DEVICES } from "#store/events-of-customer.ts";
import { fromMoment } from "#store/moments.ts";
import type { EventTable } from "#store/schema/record.ts";
import type { Schema } from "#store/schema.ts";
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
/** The filters, the one that leaves the fewest events first: its index is taken, and no other. */
const BY_NARROWNESS = ["license", "order", "customer", "type", "noun", "product", "actor"] as const;

/** The ids of the events that a page shows, with those that it might show. */
export function matchingIds(db: Reader, search: EventSearch, page: PageRequest) {
  const [first, ...others] = waysTo(db, search).map((way) => newest(way, page));
  if (first === undefined) throw new Error("there is no way to these events");
  if (others.length === 0) return first;
  // Each part ends by itself, however much the others hold.
  let all = db.selectFrom(first.as("part")).select("id");
  for (const other of others) all = all.unionAll(db.selectFrom(other.as("part")).select("id"));
  return all;
}

type Found = SelectQueryBuilder<Schema & { found: EventTable }, "found", { id: string }>;

/** One of the ways that together lead to all that is searched. */
interface Way {
  /** The events that an index finds. Where it has none of its own, the narrowest filter of the rest has one. */
  readonly found: Found;
  readonly isNarrow: boolean;
  readonly rest: EventSearch;
}

/**
 * What happens to devices is nearly all that is recorded, so it is in few indexes: an event enters those of its license,
 * its product and its type, and only what is rarer those of its customer, its order and who did it. So what is searched by
 * these is found in two ways, and what is searched by a noun in as many as that noun has types.
 */
function waysTo(db: Reader, search: EventSearch): Way[] {
  const all = db.selectFrom("events as found").select("found.id");
  const { license, order, customer, type, noun, product, actor } = search;
  const straight: Way = { found: all, isNarrow: false, rest: search };
  if (license !== undefined) return [straight];
  if (order !== undefined) {
    const { order: _, ...rest } = search;
    const itsLicense = db.selectFrom("licenses").select("id").where("order_id", "=", order);
    return [
      { found: all.where("found.order_id", "=", order).where("found.license_id", "is", null), isNarrow: true, rest },
      { found: all.where("found.license_id", "=", itsLicense), isNarrow: true, rest },
    ];
  }
  if (customer !== undefined) {
    const { customer: _, ...rest } = search;
    return [
      { found: all.where("found.customer_id", "=", customer).where(BUT_DEVICES), isNarrow: true, rest },
      {
        found: all.where("found.license_id", "in", licensesOnRecord(db, customer)).where(OF_DEVICES),
        isNarrow: true,
        rest: search,
      },
    ];
  }
  // People act seldom.
  if (actor !== undefined && actor !== "application" && actor !== "token") return [byActor(all, search, actor)];
  if (type !== undefined) return [straight];
  if (noun !== undefined) return byTypes(all, search, noun);
  if (product !== undefined) return [straight];
  // Applications do nothing but activate and deactivate.
  if (actor === "application") return byTypes(all, search, "activation");
  if (actor !== undefined) return [byActor(all, search, actor)];
  return [straight];
}

/** As the partial index says it, letter by letter: else an engine does not take it. */
const BUT_APPLICATIONS = sql<boolean>`found.actor_kind != 'application'`;

function byActor(all: Found, { actor: _, ...rest }: EventSearch, actor: Actor["kind"]): Way {
  return { found: all.where("found.actor_kind", "=", actor).where(BUT_APPLICATIONS), isNarrow: true, rest };
}

function byTypes(all: Found, { noun: _, ...rest }: EventSearch, noun: string): Way[] {
  const types = EVENT_TYPES.filter((type) => nounOf(type) === noun);
  return types.map((type) => ({ found: all, isNarrow: false, rest: { ...rest, type } }));
}

/** The newest that one of the ways leads to, as many as a page can take. */
function newest({ found, isNarrow, rest }: Way, page: PageRequest): Found {
  let query = found.orderBy("found.id", "desc").limit(page.limit + 1);
  if (page.before !== null) query = query.where("found.id", "<", page.before);
  if (rest.from !== undefined) query = query.where("found.id", ">=", firstIdSince("events", "at", rest.from));
  if (rest.to !== undefined) query = query.where("found.id", "<", firstIdNotBefore("events", "at", rest.to));
  let isFirst = !isNarrow;
  for (const name of BY_NARROWNESS) {
    const wanted = rest[name];
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
