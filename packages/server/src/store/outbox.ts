import type { Insertable, Selectable } from "kysely";
import { KEY_MAILS, type MailKind, type MailState } from "#domain/mails/mail.ts";
import { type Page, type PageRequest, toPage } from "#kit/paging.ts";
import { fromMoment, fromMomentOrNull, toMoment } from "#store/moments.ts";
import type { OutboxTable } from "#store/schema/mail.ts";
import type { Reader, Tx } from "#store/store.ts";
import { unindexed } from "#store/unindexed.ts";

/** A mail that this process alone may send, until its lease runs out. */
export interface ClaimedMail {
  readonly id: string;
  readonly kind: MailKind;
  /** Null = nobody. */
  readonly recipient: string | null;
  readonly contentSealed: Uint8Array;
  /** How often it was tried, this time included: what tells this claim from a later one. */
  readonly tries: number;
  readonly usefulUntil: Temporal.Instant | null;
  readonly createdAt: Temporal.Instant;
}

export async function insertMail(tx: Tx, mail: Insertable<OutboxTable>): Promise<void> {
  await tx.insertInto("outbox").values(mail).execute();
}

/** How many mails of a kind were written to somebody since then. */
export async function countMailsTo(
  db: Reader,
  recipient: string,
  kind: MailKind,
  since: Temporal.Instant,
): Promise<number> {
  const { mails } = await db
    .selectFrom("outbox")
    .select((eb) => eb.fn.countAll<number>().as("mails"))
    .where("recipient", "=", recipient)
    .where("kind", "=", kind)
    .where("created_at", ">", toMoment(since))
    .executeTakeFirstOrThrow();
  return mails;
}

/** A mail whose time has come, as it was seen. */
export interface DueMail {
  readonly id: string;
  readonly next_try_at: number | null;
}

/** The mails whose time has come, the longest due first. */
export async function listDueMails(db: Reader, now: Temporal.Instant, most: number): Promise<DueMail[]> {
  return db
    .selectFrom("outbox")
    .select(["id", "next_try_at"])
    .where("next_try_at", "<=", toMoment(now))
    .orderBy("next_try_at")
    .orderBy("id")
    .limit(most)
    .execute();
}

/**
 * Takes a mail that is due: nobody else sends it before the lease runs out. The lease is the time of the next try itself,
 * so a mail whose process died is simply due again. Null when another process was faster.
 */
export async function claimMail(tx: Tx, due: DueMail, leaseEnds: Temporal.Instant): Promise<ClaimedMail | null> {
  const row = await tx
    .updateTable("outbox")
    .set((eb) => ({ tries: eb("tries", "+", 1), next_try_at: toMoment(leaseEnds) }))
    .where("id", "=", due.id)
    .where("next_try_at", "=", due.next_try_at)
    .returning(["id", "kind", "recipient", "content_sealed", "tries", "useful_until", "created_at"])
    .executeTakeFirst();
  if (row === undefined || row.content_sealed === null) return null;
  const { id, kind, recipient, content_sealed: contentSealed, tries } = row;
  const [usefulUntil, createdAt] = [fromMomentOrNull(row.useful_until), fromMoment(row.created_at)];
  return { id, kind, recipient, contentSealed, tries, usefulUntil, createdAt };
}

/** Notes that the mail server has it, whoever holds the claim by now: what is sent is sent. Its content is forgotten. */
export async function markSent(tx: Tx, { id }: ClaimedMail, at: Temporal.Instant): Promise<void> {
  await tx
    .updateTable("outbox")
    .set({ state: "sent", content_sealed: null, next_try_at: null, last_error: null, settled_at: toMoment(at) })
    .where("id", "=", id)
    .where("state", "!=", "sent")
    .execute();
}

/** Why a mail is not tried any more, and whether its content is kept so that it can be sent again. */
export interface GivenUp {
  readonly state: Extract<MailState, "failed" | "unsent">;
  readonly reason: string;
  readonly isKept: boolean;
}

/** Gives the mail up, unless somebody else has claimed it since. */
export async function markGivenUp(
  tx: Tx,
  claimed: ClaimedMail,
  { state, reason, isKept }: GivenUp,
  at: Temporal.Instant,
): Promise<void> {
  await unsettled(tx, claimed)
    .set({
      state,
      next_try_at: null,
      last_error: reason,
      settled_at: toMoment(at),
      ...(!isKept && { content_sealed: null }),
    })
    .execute();
}

/** Leaves the mail for another try, unless somebody else has claimed it since. */
export async function postponeMail(
  tx: Tx,
  claimed: ClaimedMail,
  reason: string,
  nextTryAt: Temporal.Instant,
): Promise<void> {
  await unsettled(tx, claimed)
    .set({ next_try_at: toMoment(nextTryAt), last_error: reason })
    .execute();
}

export async function deleteMail(tx: Tx, { id }: ClaimedMail): Promise<void> {
  await tx.deleteFrom("outbox").where("id", "=", id).execute();
}

function unsettled(tx: Tx, { id, tries }: ClaimedMail) {
  return tx.updateTable("outbox").where("id", "=", id).where("state", "=", "waiting").where("tries", "=", tries);
}

/** A mail as the outbox shows it. */
export interface MailRecord {
  readonly id: string;
  readonly kind: MailKind;
  readonly recipient: string | null;
  readonly subject: string | null;
  readonly licenseId: string | null;
  readonly state: MailState;
  readonly tries: number;
  readonly nextTryAt: Temporal.Instant | null;
  readonly lastError: string | null;
  readonly createdAt: Temporal.Instant;
  readonly settledAt: Temporal.Instant | null;
  /** Whether its content is still there. */
  readonly hasContent: boolean;
}

/** By what mails are searched. What is left out does not narrow the search. */
export interface MailSearch {
  readonly state?: MailState;
  readonly kind?: MailKind;
  /** The whole address. */
  readonly recipient?: string;
  readonly license?: string;
}

/** The newest first. */
export async function listMails(db: Reader, search: MailSearch, page: PageRequest): Promise<Page<MailRecord>> {
  return toPage(await selectMails(db, search, page).execute(), page, toMail);
}

/** The query, for the test of its plan, too. */
export function selectMails(db: Reader, { state, kind, recipient, license }: MailSearch, page: PageRequest) {
  let query = db
    .selectFrom("outbox")
    .selectAll()
    .orderBy("id", "desc")
    .limit(page.limit + 1);
  // One index serves each filter; of several, the narrowest, and the rest is looked at on the way.
  const narrow = license !== undefined || recipient !== undefined;
  if (license !== undefined) query = query.where("license_id", "=", license);
  if (recipient !== undefined)
    query = query.where(license === undefined ? "recipient" : unindexed("recipient"), "=", recipient);
  if (state !== undefined) query = query.where(narrow ? unindexed("state") : "state", "=", state);
  if (kind !== undefined) query = query.where(narrow || state !== undefined ? unindexed("kind") : "kind", "=", kind);
  if (page.before !== null) query = query.where("id", "<", page.before);
  return query;
}

export async function findMail(db: Reader, id: string): Promise<MailRecord | null> {
  const row = await db.selectFrom("outbox").selectAll().where("id", "=", id).executeTakeFirst();
  return row === undefined ? null : toMail(row);
}

/** Puts a mail back that was given up and still has its content: it is due at once, as if it were new. */
export async function putBack(
  tx: Tx,
  id: string,
  at: Temporal.Instant,
  usefulUntil: Temporal.Instant,
): Promise<MailRecord | null> {
  const row = await tx
    .updateTable("outbox")
    .set({
      state: "waiting",
      tries: 0,
      next_try_at: toMoment(at),
      useful_until: toMoment(usefulUntil),
      settled_at: null,
    })
    .where("id", "=", id)
    .where("state", "in", ["failed", "unsent"])
    .where("content_sealed", "is not", null)
    .returningAll()
    .executeTakeFirst();
  return row === undefined ? null : toMail(row);
}

/**
 * Makes a mail due that waits for another try. One that is being sent is left alone: its next try is the end of a lease,
 * which lies before `leaseEnds`, as does that of one which is tried again soon by itself.
 */
export async function makeDue(
  tx: Tx,
  id: string,
  at: Temporal.Instant,
  leaseEnds: Temporal.Instant,
): Promise<MailRecord | null> {
  const row = await tx
    .updateTable("outbox")
    .set({ next_try_at: toMoment(at) })
    .where("id", "=", id)
    .where("state", "=", "waiting")
    .where("next_try_at", ">", toMoment(leaseEnds))
    .returningAll()
    .executeTakeFirst();
  return row === undefined ? null : toMail(row);
}

/** Forgets the keys in mails about a license that has another key now; those that wait are not sent. */
export async function dropKeyMails(tx: Tx, licenseId: string, reason: string, at: Temporal.Instant): Promise<void> {
  const ofLicense = () =>
    tx.updateTable("outbox").where("license_id", "=", licenseId).where(unindexed("kind"), "in", KEY_MAILS);
  await ofLicense()
    .set({ state: "unsent", content_sealed: null, next_try_at: null, last_error: reason, settled_at: toMoment(at) })
    .where(unindexed("state"), "=", "waiting")
    .execute();
  await ofLicense().set({ content_sealed: null }).where("content_sealed", "is not", null).execute();
}

/** Settles mails that waited until they were of no use, where no process was there to send them. */
export async function settleUseless(tx: Tx, now: Temporal.Instant, reason: string): Promise<void> {
  await tx
    .updateTable("outbox")
    .set({ state: "unsent", next_try_at: null, last_error: reason, settled_at: toMoment(now) })
    .where("next_try_at", "<=", toMoment(now))
    .where("useful_until", "<=", toMoment(now))
    .where("tries", "=", 0)
    .execute();
}

/** Forgets the content of those that were given up before then. */
export async function forgetContents(tx: Tx, before: Temporal.Instant): Promise<void> {
  await tx
    .updateTable("outbox")
    .set({ content_sealed: null })
    .where("state", "in", ["failed", "unsent"])
    .where("settled_at", "<", toMoment(before))
    .where("content_sealed", "is not", null)
    .execute();
}

/** Deletes settled mails of before then, as many at once as do not keep others waiting. Answers how many. */
export async function deleteOldMails(tx: Tx, before: Temporal.Instant, most: number): Promise<number> {
  const oldest = tx.selectFrom("outbox").select(["id", "state", "created_at"]).orderBy("id").limit(most).as("oldest");
  const old = tx
    .selectFrom(oldest)
    .select("oldest.id")
    .where("oldest.state", "!=", "waiting")
    .where("oldest.created_at", "<", toMoment(before));
  const { numDeletedRows } = await tx.deleteFrom("outbox").where("id", "in", old).executeTakeFirst();
  return Number(numDeletedRows);
}

/** How the sending goes. */
export interface SendingRecord {
  readonly lastSentAt: Temporal.Instant | null;
  /** Why the newest of those that wait after a try was not sent. */
  readonly trouble: string | null;
  readonly waiting: number;
  readonly failed: number;
}

/** @param most up to how many are counted */
export async function readSending(db: Reader, most: number): Promise<SendingRecord> {
  const newest = (state: MailState) =>
    db.selectFrom("outbox").where("state", "=", state).orderBy("id", "desc").limit(1);
  const count = async (state: MailState): Promise<number> => {
    const counted = db.selectFrom("outbox").select("id").where("state", "=", state).limit(most).as("counted");
    const { mails } = await db
      .selectFrom(counted)
      .select((eb) => eb.fn.countAll<number>().as("mails"))
      .executeTakeFirstOrThrow();
    return mails;
  };
  const sent = await newest("sent").select("settled_at").executeTakeFirst();
  const waits = await newest("waiting").select("last_error").where("last_error", "is not", null).executeTakeFirst();
  return {
    lastSentAt: fromMomentOrNull(sent?.settled_at ?? null),
    trouble: waits?.last_error ?? null,
    waiting: await count("waiting"),
    failed: await count("failed"),
  };
}

function toMail(row: Selectable<OutboxTable>): MailRecord {
  return {
    id: row.id,
    kind: row.kind,
    recipient: row.recipient,
    subject: row.subject,
    licenseId: row.license_id,
    state: row.state,
    tries: row.tries,
    nextTryAt: fromMomentOrNull(row.next_try_at),
    lastError: row.last_error,
    createdAt: fromMoment(row.created_at),
    settledAt: fromMomentOrNull(row.settled_at),
    hasContent: row.content_sealed !== null,
  };
}

/** The sealed letters of the next mails by id, which nobody else changes until the transaction ends. */
export async function lockSealedLetters(
  tx: Tx,
  after: string,
  most: number,
): Promise<{ readonly id: string; readonly sealed: Uint8Array }[]> {
  return tx
    .selectFrom("outbox")
    .select(["id", "content_sealed as sealed"])
    .where("content_sealed", "is not", null)
    .where("id", ">", after)
    .orderBy("id")
    .limit(most)
    .forUpdate()
    .$narrowType<{ sealed: Uint8Array }>()
    .execute();
}

export async function countSealedLetters(db: Reader): Promise<number> {
  const { letters } = await db
    .selectFrom("outbox")
    .select((eb) => eb.fn.countAll<number>().as("letters"))
    .where("content_sealed", "is not", null)
    .executeTakeFirstOrThrow();
  return letters;
}

/** Puts the same letter in the place of what is stored of it. */
export async function replaceSealedLetter(tx: Tx, id: string, sealed: Uint8Array): Promise<void> {
  await tx.updateTable("outbox").set({ content_sealed: sealed }).where("id", "=", id).execute();
}
