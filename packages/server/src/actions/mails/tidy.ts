import type { Services } from "#actions/context.ts";
import { KEPT_DAYS, REMEMBERED_DAYS } from "#domain/mails/mail.ts";
import { deleteOldMails, forgetContents, settleUseless } from "#store/outbox.ts";

/** How many old mails are deleted at once. */
const MOST = 500;
const NO_SERVER = "No mail server was there to send it while it was of use.";

/** Settles what nobody could send in time, forgets the contents of what was not sent, and in the end the mails themselves. */
export async function tidyOutbox({ store, clock, sendsMail }: Services): Promise<void> {
  const now = clock.now();
  await store.transaction(async (tx) => {
    // Where there is a mail server, the delivery settles them, with what it knows.
    if (!sendsMail) await settleUseless(tx, now, NO_SERVER);
    await forgetContents(tx, now.subtract({ hours: 24 * KEPT_DAYS }));
    return { end: "commit", value: undefined };
  });
  const old = now.subtract({ hours: 24 * REMEMBERED_DAYS });
  let deleted = MOST;
  while (deleted === MOST)
    deleted = await store.transaction(async (tx) => ({ end: "commit", value: await deleteOldMails(tx, old, MOST) }));
}
