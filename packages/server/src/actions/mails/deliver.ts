import type { Services } from "#actions/context.ts";
import { writeKeysLetter } from "#actions/customers/keys-letter.ts";
import { LETTER } from "#actions/mails/enqueue.ts";
import { letterAsHtml } from "#actions/mails/html.ts";
import { letterAsText } from "#actions/mails/text.ts";
import { brandOf } from "#domain/mails/brand.ts";
import type { Letter } from "#domain/mails/letter.ts";
import { isKept } from "#domain/mails/mail.ts";
import { afterFailure, isTooLate, MOST_TRIES } from "#domain/mails/retry.ts";
import { type Post, SENDING_MS, type SendingFailed } from "#kit/post.ts";
import { readMailSettings } from "#store/mail-settings.ts";
import {
  type ClaimedMail,
  claimMail,
  deleteMail,
  type GivenUp,
  listDueMails,
  markGivenUp,
  markSent,
  postponeMail,
} from "#store/outbox.ts";
import type { Tx } from "#store/store.ts";

/** How long a mail is one process's own, in milliseconds: until that process can't be sending it any more. */
export const LEASE_MS = SENDING_MS + 30_000;

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
  const { clock } = services;
  const addressed = await addressedOf(services, claimed);
  if (addressed === null) {
    await change(services, (tx) => deleteMail(tx, claimed));
    return null;
  }
  const useless = whyUseless(claimed, clock.now());
  const failure = useless ?? (await send(services, post, claimed, addressed));
  const now = clock.now();
  const fate = failure && afterFailure(claimed.tries, { ...claimed, ...failure }, now);
  await change(services, (tx) => {
    if (fate === null || failure === null) return markSent(tx, claimed, now);
    const { reason } = failure;
    if (fate.state === "waiting") return postponeMail(tx, claimed, reason, fate.nextTryAt);
    // It was due for as long as it was of use, and this claim is the first.
    const state: GivenUp["state"] = useless !== null && claimed.tries === 1 ? "unsent" : "failed";
    return markGivenUp(tx, claimed, { state, reason, isKept: isKept(claimed.kind) }, now);
  });
  return failure;
}

/** A mail that is about to be sent. */
interface Addressed {
  readonly to: string;
  readonly letter: Letter;
}

/** To whom a mail goes, and what it says; null when there is nobody to get it. */
async function addressedOf(
  services: Services,
  { id, kind, recipient, contentSealed }: ClaimedMail,
): Promise<Addressed | null> {
  if (recipient === null) return null;
  if (kind === "key_recovery") return writeKeysLetter(services, recipient);
  return { to: recipient, letter: JSON.parse(services.vault.open(LETTER, contentSealed, id)) };
}

async function send(
  { store }: Services,
  post: Post,
  { id, createdAt }: ClaimedMail,
  { to, letter }: Addressed,
): Promise<SendingFailed | null> {
  const settings = await readMailSettings(store.read);
  const brand = brandOf(settings, post.from, LOGO_SOURCE);
  return post.send({
    id,
    writtenAt: createdAt,
    to,
    subject: letter.subject,
    html: letterAsHtml(letter, brand),
    text: letterAsText(letter, brand),
    fromName: brand.name,
    ...(settings.replyTo !== null && { replyTo: settings.replyTo }),
    ...(settings.logo !== null && { picture: { cid: LOGO_CID, type: settings.logo.type, bytes: settings.logo.bytes } }),
    ...(letter.isRecurring && { unsubscribeAt: brand.answersTo }),
  });
}

/** How a mail names the picture that is a part of it. */
const LOGO_CID = "logo@keywright";
const LOGO_SOURCE = `cid:${LOGO_CID}`;

/** Why a mail is not even tried; null when it is. */
function whyUseless({ usefulUntil, tries }: ClaimedMail, now: Temporal.Instant): SendingFailed | null {
  if (isTooLate(usefulUntil, now))
    return { isPermanent: true, reason: "It could not be sent in time, and is of no use any more." };
  // Whatever it is about this mail that ends the process that sends it, or can't be read, it must not go on for ever.
  if (tries > MOST_TRIES) return { isPermanent: true, reason: "It was tried too often, and no try came to its end." };
  return null;
}

async function change({ store }: Services, work: (tx: Tx) => Promise<void>): Promise<void> {
  await store.transaction(async (tx) => ({ end: "commit", value: await work(tx) }));
}
