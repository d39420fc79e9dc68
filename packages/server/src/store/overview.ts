import { type RawBuilder, sql } from "kysely";
import type { EventType } from "#domain/events.ts";
import type { Traffic } from "#domain/licenses/suspicion.ts";
import { type LicenseRecord, selectLicense, toLicenseRecord } from "#store/licenses.ts";
import { fromMoment, toMoment } from "#store/moments.ts";
import type { Reader } from "#store/store.ts";
import { firstIdSince } from "#store/time-range.ts";

/*
 * What the overview counts. Nothing here reads a table: each number comes from a range of an index, which counts some
 * ten million entries in a second: at a million licenses, all of it takes a twentieth of one. Counters kept beside would
 * be faster, could not know what expires by itself, and would make all orders and activations wait for the same row.
 */

/** How many rows of a few days are weighed at most when suspicious keys are looked for. */
const WEIGHED = 100_000;
/** How many candidates are told at most. */
const CANDIDATES = 1_000;

/** The licenses that are neither deactivated, suspended nor expired. */
export async function countActive(db: Reader, now: Temporal.Instant): Promise<number> {
  return count(
    db,
    sql`(select count(*) from licenses where deactivated_at is null and suspended_at is null and expires_at is null) +
        (select count(*) from licenses where deactivated_at is null and suspended_at is null and expires_at > ${toMoment(now)})`,
  );
}

/** How many licenses more than now were active at a past moment, by the expiry that they have now. Negative when they were fewer. */
export async function countActiveLost(db: Reader, then: Temporal.Instant, now: Temporal.Instant): Promise<number> {
  const past = toMoment(then);
  // No index is to be tempted by this part, so that the one of the ends serves.
  const issued = sql`coalesce(created_at, 0) <= ${past}`;
  const unexpired = sql`(expires_at is null or expires_at > ${past})`;
  const ended = sql`(select count(*) from licenses where deactivated_at > ${past} and ${issued} and ${unexpired})`;
  const suspended = sql`(select count(*) from licenses
    where suspended_at > ${past} and deactivated_at is null and ${issued} and ${unexpired})`;
  const added = sql`(select count(*) from licenses
    where created_at > ${past} and deactivated_at is null and suspended_at is null and ${unexpired})`;
  return (await countExpiring(db, then, now)) + (await count(db, sql`${ended} + ${suspended} - ${added}`));
}

export async function countInGrace(db: Reader, now: Temporal.Instant): Promise<number> {
  const moment = toMoment(now);
  return count(
    db,
    sql`(select count(*) from licenses
         where deactivated_at is null and suspended_at is null and expires_at <= ${moment} and grace_ends_at > ${moment})`,
  );
}

/** The licenses that expire after one moment and by another, and are neither deactivated nor suspended. */
export async function countExpiring(db: Reader, from: Temporal.Instant, to: Temporal.Instant): Promise<number> {
  return count(
    db,
    sql`(select count(*) from licenses
         where deactivated_at is null and suspended_at is null and expires_at > ${toMoment(from)} and expires_at <= ${toMoment(to)})`,
  );
}

/** The licenses that expire after one moment and by another, the first to expire first. */
export async function listExpiring(
  db: Reader,
  from: Temporal.Instant,
  to: Temporal.Instant,
  limit: number,
): Promise<LicenseRecord[]> {
  const rows = await selectLicense(db)
    .where("licenses.deactivated_at", "is", null)
    .where("licenses.suspended_at", "is", null)
    .where("licenses.expires_at", ">", toMoment(from))
    .where("licenses.expires_at", "<=", toMoment(to))
    .orderBy("licenses.expires_at")
    .limit(limit)
    .execute();
  return rows.map(toLicenseRecord);
}

/** How many activations began on each day, by the day's number since 1970. */
export async function countActivated(db: Reader, since: Temporal.Instant): Promise<Map<number, number>> {
  const { rows } = await sql<DayCount>`select activated_at / 86400000 as day, count(*) as count from activations
    where activated_at >= ${toMoment(since)} group by day`.execute(db);
  return byDay(rows);
}

/** How many activations were denied on each day, by the day's number since 1970. */
export async function countDenied(db: Reader, since: Temporal.Instant): Promise<Map<number, number>> {
  const { rows } = await sql<DayCount>`select at / 86400000 as day, count(*) as count from events
    where type = ${DENIED} and id >= ${firstIdSince("events", "at", since)} group by day`.execute(db);
  return byDay(rows);
}

/** What a license has seen, and since when. */
export interface LicenseTraffic extends Traffic {
  readonly licenseId: string;
  readonly activationLimit: number | null;
  readonly since: Temporal.Instant;
}

/** The traffic of the licenses with that many denied activations or devices since then, the most first. */
export async function listTraffic(db: Reader, since: Temporal.Instant, least: Traffic): Promise<LicenseTraffic[]> {
  // The newest rows alone, as they stand in their index: however much there is, weighing it takes its bounded time.
  const denied = sql`select license_id, count(*) as denied, 0 as devices, min(at) as since from (
      select license_id, at from events
      where type = ${DENIED} and id >= ${firstIdSince("events", "at", since)}
      order by id desc limit ${WEIGHED}) as newest
    group by license_id having count(*) >= ${least.denied}`;
  // Without a fingerprint, every activation is a device of its own.
  const devices = sql`count(distinct fingerprint) + count(*) - count(fingerprint)`;
  const activated = sql`select license_id, 0 as denied, ${devices} as devices, min(activated_at) as since from (
      select license_id, fingerprint, activated_at from activations
      where activated_at >= ${toMoment(since)}
      order by activated_at desc limit ${WEIGHED}) as newest
    group by license_id having ${devices} >= ${least.devices}`;
  const { rows } = await sql<{
    license_id: string;
    activation_limit: number | null;
    denied: number;
    devices: number;
    since: number;
  }>`select license_id, activation_limit, sum(denied) as denied, sum(devices) as devices, min(since) as since
    from (select * from (${denied}) as d union all select * from (${activated}) as a) as traffic
    join licenses on licenses.id = license_id
    group by license_id, activation_limit
    order by sum(denied) + sum(devices) desc, license_id limit ${CANDIDATES}`.execute(db);
  return rows.map(({ license_id, activation_limit, denied, devices, since }) => ({
    licenseId: license_id,
    activationLimit: activation_limit,
    denied,
    devices,
    since: fromMoment(since),
  }));
}

/** Which of the first steps are done: whether there is one of each. */
export async function findFirstSteps(
  db: Reader,
): Promise<{ product: boolean; plan: boolean; order: boolean; activation: boolean }> {
  const { rows } = await sql<Record<"product" | "plan" | "order" | "activation", number>>`select
    (select count(*) from (select 1 from products limit 1) as one) as product,
    (select count(*) from (select 1 from plans where licensed = 1 limit 1) as one) as plan,
    (select count(*) from (select 1 from orders limit 1) as one) as "order",
    (select count(*) from (select 1 from activations limit 1) as one) as activation`.execute(db);
  const [found] = rows;
  return {
    product: found?.product === 1,
    plan: found?.plan === 1,
    order: found?.order === 1,
    activation: found?.activation === 1,
  };
}

const DENIED: EventType = "activation.denied";

interface DayCount {
  readonly day: number;
  readonly count: number;
}

async function count(db: Reader, expression: RawBuilder<unknown>): Promise<number> {
  const { rows } = await sql<{ count: number }>`select ${expression} as count`.execute(db);
  return rows[0]?.count ?? 0;
}

function byDay(rows: readonly DayCount[]): Map<number, number> {
  return new Map(rows.map(({ day, count }) => [day, count]));
}
