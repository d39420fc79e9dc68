import type { Services } from "#actions/context.ts";
import { LETTER } from "#actions/mails/enqueue.ts";
import { letterAsHtml } from "#actions/mails/html.ts";
import { letterAsText } from "#actions/mails/text.ts";
import type { Letter } from "#domain/mails/letter.ts";
import { afterFailure, isTooLate, MOST_TRIES } from "#domain/mails/retry.ts";
import { type Post, SENDING_MS, type SendingFailed } from "#kit/post.ts";
import {
  type ClaimedMail,
  claimMail,
  deleteMail,
  listDueMails,
  markFailed,
  markSent,
  postponeMail,
} from "#store/outbox.ts";
import type { Tx } from "#store/store.ts";

/** How long a mail is one process's own, in milliseconds: until that process can't be sending it any more. */
const LEASE_MS = SENDING_MS + 30_000;

/** Takes mails that are due for this process to send: each of them is taken by one process alone. */
export async function claimDueMails({ store, clock }: Services, most: number): Promise<ClaimedMail[]> {
  // Looked up outside of a transaction, since there is nothing to do nearly always.
  const due = await listDueMails(store.read, clock.now(), most);
  if (due.length === 0) return [];
  return store.transaction(async (tx) => {
    const leaseEnds = clock.now().add({ milliseconds: LEASE_MS });
    const claims: (ClaimedMail | null)[] = [];
    for (const mail of due) claims.push(await claimMail(tx, mail, leaseEnds));
    return { end: "commit", value: claims.filter((claim) => claim !== null) };
  });
}

/**
 * Sends a claimed mail and notes what became of it. At least once: when the note can't be made after the server has taken
 * the mail, it is sent again after the lease, under the same Message-ID. Answers why it was not sent; null when it was, or
 * need not be.
 */
export async function deliver(services: Services, post: Post, claimed: ClaimedMail): Promise<SendingFailed | null> {
  const { clock, vault } = services;
  if (claimed.recipient === null) {
    await change(services, (tx) => deleteMail(tx, claimed));
    return null;
  }
  const failure = unsendable(claimed, clock.now()) ?? (await send(claimed, claimed.recipient));
  const now = clock.now();
  const fate = failure && afterFailure(claimed.tries, { ...claimed, ...failure }, now);
  await change(services, (tx) => {
    if (fate === null) return markSent(tx, claimed, now);
    if (fate.state === "failed") return markFailed(tx, claimed, failure?.reason ?? "", now);
    return postponeMail(tx, claimed, failure?.reason ?? "", fate.nextTryAt);
  });
  return failure;

  function send({ id, contentSealed, createdAt }: ClaimedMail, to: string): Promise<SendingFailed | null> {
    const letter: Letter = JSON.parse(vault.open(LETTER, contentSealed, id));
    const sender = post.from.name ?? "Keywright";
    return post.send({
      id,
      writtenAt: createdAt,
      to,
      subject: letter.subject,
      html: letterAsHtml(letter, sender),
      text: letterAsText(letter, sender),
    });
  }
}

/** Why a mail is not even tried; null when it is. */
function unsendable({ usefulUntil, tries }: ClaimedMail, now: Temporal.Instant): SendingFailed | null {
  if (isTooLate(usefulUntil, now))
    return { isPermanent: true, reason: "It could not be sent in time, and is of no use any more." };
  // Whatever it is about this mail that ends the process that sends it, or can't be read, it must not go on for ever.
  if (tries > MOST_TRIES) return { isPermanent: true, reason: "It was tried too often, and no try came to its end." };
  return null;
}

async function change({ store }: Services, work: (tx: Tx) => Promise<void>): Promise<void> {
  await store.transaction(async (tx) => ({ end: "commit", value: await work(tx) }));
}
