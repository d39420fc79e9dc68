import { isNowhere } from "#domain/customers/erasure.ts";
import { withParagraph } from "#domain/mails/letter.ts";
import type { NewMail } from "#domain/mails/mail.ts";
import { switchOf } from "#domain/mails/settings.ts";
import { newId } from "#kit/ids.ts";
import type { Vault } from "#kit/vault.ts";
import { readMailSwitches } from "#store/mail-settings.ts";
import { toMoment, toMomentOrNull } from "#store/moments.ts";
import { insertMail } from "#store/outbox.ts";
import { forSealing } from "#store/secret-in-use.ts";
import type { Tx } from "#store/store.ts";

/** What letters are sealed for: a letter may hold a secret. */
export const LETTER = "letter";

/** A sealed letter under the current secret; null when it is so already. */
export function renewLetter(vault: Vault, id: string, sealed: Uint8Array): Uint8Array | null {
  return vault.isCurrent(LETTER, sealed, id) ? null : vault.seal(LETTER, vault.open(LETTER, sealed, id), id);
}

/**
 * Puts mails into the outbox, in the transaction of the change that they tell of: both happen, or neither. Those that the
 * vendor has turned off, and those to customers who were erased, are left out. Answers whether there is any.
 */
export async function enqueue(
  tx: Tx,
  vault: Vault,
  mails: readonly NewMail[],
  now: Temporal.Instant,
): Promise<boolean> {
  if (mails.length === 0) return false;
  const switches = await readMailSwitches(tx);
  const { seal } = await forSealing(tx, vault);
  let hasMail = false;
  for (const { kind, to, letter, usefulUntil, licenseId = null, isAskedFor = false } of mails) {
    const { enabled, paragraph } = switchOf(switches, kind);
    if ((!enabled && !isAskedFor) || (to !== null && isNowhere(to))) continue;
    const id = newId(now);
    hasMail = true;
    await insertMail(tx, {
      id,
      kind,
      recipient: to,
      content_sealed: seal(LETTER, JSON.stringify(withParagraph(letter, paragraph)), id),
      state: "waiting",
      next_try_at: toMoment(now),
      useful_until: toMomentOrNull(usefulUntil),
      last_error: null,
      created_at: toMoment(now),
      settled_at: null,
      license_id: licenseId,
      subject: letter.subject,
    });
  }
  return hasMail;
}
