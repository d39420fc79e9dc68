import { endActivation } from "#actions/activations/end.ts";
import { type Context, writeLocked } from "#actions/context.ts";
import { noSuchLicense } from "#actions/licenses/get.ts";
import { ofProduct, withinReach } from "#domain/actor.ts";
import type { Refusal } from "#domain/refusal.ts";
import { changedElsewhere, type ExpectedRevision } from "#domain/revision.ts";
import { findLicense } from "#store/licenses.ts";

/** Ends an activation on the vendor's behalf. Answers when. */
export async function revoke(
  context: Context,
  { id, instanceId, expected }: { id: string; instanceId: string; expected: ExpectedRevision },
): Promise<Temporal.Instant | Refusal> {
  return writeLocked(context, ofProduct("support"), { table: "licenses", id }, async (tx, now) => {
    const record = withinReach(context.actor, await findLicense(tx, id));
    if (record === null) return noSuchLicense();
    return changedElsewhere(record.revision, expected) ?? endActivation(tx, record, instanceId, "revoked", now);
  });
}
