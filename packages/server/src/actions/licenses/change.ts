import { type Change, type Context, writeLocked } from "#actions/context.ts";
import { noSuchLicense } from "#actions/licenses/get.ts";
import { type LicenseView, viewLicense, viewNewLicense } from "#actions/licenses/key.ts";
import { type Need, ofProduct, withinReach } from "#domain/actor.ts";
import type { NewEvent } from "#domain/events.ts";
import type { NewMail } from "#domain/mails/mail.ts";
import { isRefusal, type Refusal } from "#domain/refusal.ts";
import { changedElsewhere, type ExpectedRevision } from "#domain/revision.ts";
import { editLicense, findLicense, type LicenseChange, type LicenseRecord } from "#store/licenses.ts";
import type { Tx } from "#store/store.ts";

/** What the vendor does to a license: the new values and the event that tells it, or null when nothing changes. */
export interface VendorChange {
  readonly change: LicenseChange;
  readonly event: NewEvent;
  /** The mails that tell of it, about the license as it then is. */
  readonly mails?: (changed: LicenseRecord) => readonly NewMail[];
}

/** The way of every change that the vendor, or by their leave the customer, makes to a license: lock it, compare the expected state, decide, apply, record. */
export async function changeLicense(
  context: Context,
  { id, expected }: { id: string; expected: ExpectedRevision },
  decide: (tx: Tx, record: LicenseRecord, now: Temporal.Instant) => Promise<VendorChange | null | Refusal>,
  need: Need = ofProduct("support"),
): Promise<LicenseView | Refusal> {
  return writeLocked(
    context,
    need,
    { table: "licenses", id },
    async (tx, now): Promise<Change<LicenseView> | Refusal> => {
      const record = withinReach(context.actor, await findLicense(tx, id));
      if (record === null) return noSuchLicense();
      const refusal = changedElsewhere(record.revision, expected);
      if (refusal !== null) return refusal;
      const decided = await decide(tx, record, now);
      if (isRefusal(decided)) return decided;
      if (decided === null) return { value: viewLicense(context, record, now), events: [] };
      await editLicense(tx, id, decided.change);
      const changed = await findLicense(tx, id);
      if (changed === null) throw new Error(`license ${id} is gone in its own transaction`);
      const view = decided.change.key === undefined ? viewLicense : viewNewLicense;
      return { value: view(context, changed, now), events: [decided.event], mails: decided.mails?.(changed) ?? [] };
    },
  );
}
