import type { Services } from "#actions/context.ts";
import { expiredMail, expiringMail } from "#actions/licenses/mails.ts";
import { enqueue } from "#actions/mails/enqueue.ts";
import { expiresAt } from "#domain/licenses/terms.ts";
import type { NewMail } from "#domain/mails/mail.ts";
import { isToTell, TOLD_DAYS } from "#domain/mails/reminders.ts";
import { newId } from "#kit/ids.ts";
import { findLicense } from "#store/licenses.ts";
import { lockRow } from "#store/lock.ts";
import { findLastTold, insertReminder, listToRemind, readReminderDays } from "#store/reminders.ts";

/** How many licenses are looked at in one go. */
const MOST = 100;

/**
 * Tells buyers that their license expires soon, or has expired: for each expiry once, whichever process comes first, as the
 * license's row is locked and the decision noted in the transaction that writes the mail. Answers how many licenses it
 * looked at; when there are any, there may be more.
 */
export async function remind(services: Services): Promise<number> {
  let looked = 0;
  for (const days of TOLD_DAYS)
    for (const id of await listToRemind(services.store.read, days, services.clock.now(), MOST)) {
      looked++;
      await decide(services, id, days);
    }
  return looked;
}

async function decide(services: Services, id: string, days: number): Promise<void> {
  const { store, clock, vault } = services;
  const hasMail = await store.transaction(async (tx) => {
    await lockRow(tx, "licenses", id);
    const now = clock.now();
    const record = await findLicense(tx, id);
    const at = record && expiresAt(record.license.expiry);
    if (record === null || at === null) return { end: "commit", value: false };
    const reminderDays = await readReminderDays(tx, record.plan.id);
    const lastTold = await findLastTold(tx, id, days);
    const { deactivatedAt } = record.license;
    const isTold = isToTell({ expiresAt: at, deactivatedAt, reminderDays, lastTold }, days, now);
    const isNoted = await insertReminder(tx, {
      id: newId(now),
      licenseId: id,
      expiresAt: at,
      days,
      toldAt: isTold ? now : null,
    });
    const mails: NewMail[] = [];
    if (isNoted && isTold)
      mails.push(
        days === 0
          ? expiredMail(services, record, at, now)
          : expiringMail(services, record, { at, reminders: reminderDays }, now),
      );
    return { end: "commit", value: await enqueue(tx, vault, mails, now) };
  });
  if (hasMail) services.newMail.ring();
}
