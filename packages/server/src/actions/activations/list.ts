import { type Context, read } from "#actions/context.ts";
import { noSuchLicense } from "#actions/licenses/get.ts";
import type { Activation } from "#domain/activations/activation.ts";
import { ofProduct, withinReach } from "#domain/actor.ts";
import type { Refusal } from "#domain/refusal.ts";
import type { Page, PageRequest } from "#kit/paging.ts";
import { listActivations } from "#store/activations.ts";
import { findLicense } from "#store/licenses.ts";

/** Lists a license's activations: those in use, or those that have ended. The newest first. */
export async function listActivationsOfLicense(
  context: Context,
  { id, ended }: { id: string; ended: boolean },
  page: PageRequest,
): Promise<Page<Activation> | Refusal> {
  return read(context, ofProduct("read"), async (db) => {
    if (withinReach(context.actor, await findLicense(db, id)) === null) return noSuchLicense();
    return listActivations(db, id, ended, page);
  });
}
