import { type Context, writeLocked } from "#actions/context.ts";
import { noSuchLicense } from "#actions/licenses/get.ts";
import { openKey } from "#actions/licenses/key.ts";
import { subjectsOf } from "#actions/licenses/subjects.ts";
import { ofProduct, withinReach } from "#domain/actor.ts";
import type { Refusal } from "#domain/refusal.ts";
import { findLicense } from "#store/licenses.ts";

/** The whole key of a license, of whatever status. Each time goes on record. */
export async function revealKey(context: Context, id: string): Promise<string | Refusal> {
  return writeLocked(context, ofProduct("support"), { table: "licenses", id }, async (tx) => {
    const record = withinReach(context.actor, await findLicense(tx, id));
    if (record === null) return noSuchLicense();
    return {
      value: openKey(context.vault, id, record.keySealed),
      events: [{ type: "license.key_revealed", about: subjectsOf(record) }],
    };
  });
}
