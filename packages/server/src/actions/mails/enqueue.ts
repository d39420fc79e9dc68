import type { NewMail } from "#domain/mails/mail.ts";
import { newId } from "#kit/ids.ts";
import type { Vault } from "#kit/vault.ts";
import { toMoment, toMomentOrNull } from "#store/moments.ts";
import { insertMail } from "#store/outbox.ts";
import type { Tx } from "#store/store.ts";

/** What letters are sealed for: a letter may hold a secret. */
export const LETTER = "letter";

/** Puts mails into the outbox, in the transaction of the change that they tell of: both happen, or neither. */
export async function enqueue(tx: Tx, vault: Vault, mails: readonly NewMail[], now: Temporal.Instant): Promise<void> {
  for (const { kind, to, letter, usefulUntil } of mails) {
    const id = newId(now);
    await insertMail(tx, {
      id,
      kind,
      recipient: to,
      content_sealed: vault.seal(LETTER, JSON.stringify(letter), id),
      state: "waiting",
      next_try_at: toMoment(now),
      useful_until: toMomentOrNull(usefulUntil),
      last_error: null,
      created_at: toMoment(now),
      settled_at: null,
    });
  }
}
