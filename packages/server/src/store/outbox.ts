import type { Insertable } from "kysely";
import type { MailKind } from "#domain/mails/mail.ts";
import { fromMoment, fromMomentOrNull, toMoment } from "#store/moments.ts";
import type { OutboxTable } from "#store/schema.ts";
import type { Reader, Tx } from "#store/store.ts";

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
    .where("state", "=", "waiting")
    .execute();
}

/** Gives the mail up, unless somebody else has claimed it since. Its content is forgotten. */
export async function markFailed(tx: Tx, claimed: ClaimedMail, reason: string, at: Temporal.Instant): Promise<void> {
  await unsettled(tx, claimed)
    .set({ state: "failed", content_sealed: null, next_try_at: null, last_error: reason, settled_at: toMoment(at) })
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
