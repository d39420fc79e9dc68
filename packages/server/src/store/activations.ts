import type { Selectable } from "kysely";
import type { Activation, Ending } from "#domain/activations/activation.ts";
import { type Page, type PageRequest, toPage } from "#kit/paging.ts";
import { reverse } from "#store/licenses.ts";
import { inOrder } from "#store/lock.ts";
import { fromMoment, fromMomentOrNull, toMoment } from "#store/moments.ts";
import { once, rowOf } from "#store/once.ts";
import type { ActivationTable } from "#store/schema/licensing.ts";
import type { Reader, Tx } from "#store/store.ts";
import { unindexed } from "#store/unindexed.ts";

type ActivationRow = Selectable<ActivationTable>;

export interface NewActivation {
  readonly id: string;
  readonly licenseId: string;
  readonly name: string | null;
  readonly fingerprint: string | null;
  readonly idempotencyDigest: Uint8Array | null;
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly at: Temporal.Instant;
}

export async function insertActivation(tx: Tx, activation: NewActivation): Promise<Activation> {
  const row: ActivationRow = {
    id: activation.id,
    license_id: activation.licenseId,
    name: activation.name,
    fingerprint: activation.fingerprint,
    idempotency_digest: activation.idempotencyDigest,
    metadata: JSON.stringify(activation.metadata),
    activated_at: toMoment(activation.at),
    last_seen_at: toMoment(activation.at),
    ended_at: null,
    ending: null,
  };
  await insert(tx, row);
  const { id, licenseId, name, fingerprint, metadata, at } = activation;
  return { id, licenseId, name, fingerprint, metadata, activatedAt: at, lastSeenAt: at, endedAt: null };
}

const COLUMNS = [
  ...(["id", "license_id", "name", "fingerprint", "idempotency_digest", "metadata"] as const),
  ...(["activated_at", "last_seen_at", "ended_at", "ending"] as const),
];

const insert = once<ActivationRow, never>((db, value) =>
  db.insertInto("activations").values(rowOf<ActivationRow>(COLUMNS, value)),
);

/** Ends those of the activations that are in use. Answers how many that were. */
export async function endActivations(
  tx: Tx,
  ids: readonly string[],
  ending: Ending,
  at: Temporal.Instant,
): Promise<number> {
  if (ids.length === 0) return 0;
  const { numUpdatedRows } = await tx
    .updateTable("activations")
    .set({ ended_at: toMoment(at), ending })
    .where("id", "in", ids)
    .where("ended_at", "is", null)
    .executeTakeFirstOrThrow();
  return Number(numUpdatedRows);
}

/** Ends all activations of a license. Answers how many were in use. */
export async function endActivationsOfLicense(
  tx: Tx,
  licenseId: string,
  ending: Ending,
  at: Temporal.Instant,
): Promise<number> {
  const { numUpdatedRows } = await tx
    .updateTable("activations")
    .set({ ended_at: toMoment(at), ending })
    .where("license_id", "=", licenseId)
    .where("ended_at", "is", null)
    .executeTakeFirstOrThrow();
  return Number(numUpdatedRows);
}

/** The activation with this id if it is the license's own, in use or ended. */
export async function findActivation(db: Reader, licenseId: string, id: string): Promise<Activation | null> {
  const [row] = await selectById(db, { id, licenseId });
  return row === undefined ? null : toActivation(row);
}

const selectById = once<{ id: string; licenseId: string }, ActivationRow>((db, value) =>
  db.selectFrom("activations").selectAll().where("id", "=", value("id")).where("license_id", "=", value("licenseId")),
);

/** Whether the license had another activation with this fingerprint before, in use or ended. */
export async function wasKnown(
  db: Reader,
  { licenseId, fingerprint, besides }: { licenseId: string; fingerprint: string; besides: string },
): Promise<boolean> {
  const row = await db
    .selectFrom("activations")
    .select("id")
    .where("license_id", "=", licenseId)
    .where("fingerprint", "=", fingerprint)
    .where("id", "!=", besides)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** The activation in use with this fingerprint. There is at most one. */
export async function findActivationByFingerprint(
  db: Reader,
  licenseId: string,
  fingerprint: string,
): Promise<Activation | null> {
  const [row] = await selectByFingerprint(db, { licenseId, fingerprint });
  return row === undefined ? null : toActivation(row);
}

const selectByFingerprint = once<{ licenseId: string; fingerprint: string }, ActivationRow>((db, value) =>
  db
    .selectFrom("activations")
    .selectAll()
    .where("license_id", "=", value("licenseId"))
    .where("fingerprint", "=", value("fingerprint"))
    .where("ended_at", "is", null),
);

/** The activation that was asked for with this `Idempotency-Key`, in use or ended. */
export async function findActivationByIdempotencyKey(
  db: Reader,
  licenseId: string,
  digest: Uint8Array,
): Promise<Activation | null> {
  const [row] = await selectByIdempotencyKey(db, { licenseId, digest });
  return row === undefined ? null : toActivation(row);
}

const selectByIdempotencyKey = once<{ licenseId: string; digest: Uint8Array }, ActivationRow>((db, value) =>
  db
    .selectFrom("activations")
    .selectAll()
    .where("license_id", "=", value("licenseId"))
    .where("idempotency_digest", "=", value("digest")),
);

/** The activations in use that were seen longest ago, that one first. */
export async function findLongestUnseen(db: Reader, licenseId: string, count: number): Promise<Activation[]> {
  const rows = await db
    .selectFrom("activations")
    .selectAll()
    .where("license_id", "=", licenseId)
    .where("ended_at", "is", null)
    .orderBy("last_seen_at")
    .orderBy("id")
    .limit(count)
    .execute();
  return rows.map(toActivation);
}

/**
 * The activation in use that was seen last. Walks over those in use alone, by the index that holds nothing else: an index
 * by last-seen times would have to be written anew with every validation.
 */
export async function findLastSeen(db: Reader, licenseId: string): Promise<Activation | null> {
  const row = await db
    .selectFrom("activations")
    .selectAll()
    .where("license_id", "=", licenseId)
    .where("ended_at", "is", null)
    .orderBy("last_seen_at", "desc")
    .orderBy("id", "desc")
    .limit(1)
    .executeTakeFirst();
  return row === undefined ? null : toActivation(row);
}

export async function listActivations(
  db: Reader,
  licenseId: string,
  ended: boolean,
  page: PageRequest,
): Promise<Page<Activation>> {
  let query = db
    .selectFrom("activations")
    .selectAll()
    .where("license_id", "=", licenseId)
    .where("ended_at", ended ? "is not" : "is", null)
    .orderBy("id", "desc")
    .limit(page.limit + 1);
  if (page.before !== null) query = query.where("id", "<", page.before);
  return toPage(await query.execute(), page, toActivation);
}

/** An activation, and how its license is named. */
export interface ActivationOfCustomer extends Activation {
  readonly license: { readonly id: string; readonly keyEnding: string };
}

/** By way of the customer's licenses: the order by id must not make an engine walk over everybody's activations. */
export async function listActivationsOfCustomer(
  db: Reader,
  customerId: string,
  ended: boolean,
  page: PageRequest,
): Promise<Page<ActivationOfCustomer>> {
  let query = db
    .selectFrom("activations")
    .innerJoin("licenses", "licenses.id", "activations.license_id")
    .selectAll("activations")
    .select("licenses.key_ending_reversed")
    .where("licenses.customer_id", "=", customerId)
    .where("activations.ended_at", ended ? "is not" : "is", null)
    .orderBy(unindexed("activations.id"), "desc")
    .limit(page.limit + 1);
  if (page.before !== null) query = query.where(unindexed("activations.id"), "<", page.before);
  return toPage(await query.execute(), page, (row) => ({
    ...toActivation(row),
    license: { id: row.license_id, keyEnding: reverse(row.key_ending_reversed) },
  }));
}

/** Moves last-seen times forward, never back. In the order of the ids, so that two who do it never wait for each other. */
export async function stampSeen(tx: Tx, seen: ReadonlyMap<string, Temporal.Instant>): Promise<void> {
  for (const [id, at] of inOrder(seen)) {
    const moment = toMoment(at);
    await tx
      .updateTable("activations")
      .set({ last_seen_at: moment })
      .where("id", "=", id)
      .where("last_seen_at", "<", moment)
      .execute();
  }
}

function toActivation(row: ActivationRow): Activation {
  return {
    id: row.id,
    licenseId: row.license_id,
    name: row.name,
    fingerprint: row.fingerprint,
    metadata: JSON.parse(row.metadata),
    activatedAt: fromMoment(row.activated_at),
    lastSeenAt: fromMoment(row.last_seen_at),
    endedAt: fromMomentOrNull(row.ended_at),
  };
}
