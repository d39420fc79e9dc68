import { type Context, read } from "#actions/context.ts";
import { findOwnLicense } from "#actions/portal/own.ts";
import type { Activation } from "#domain/activations/activation.ts";
import { isRefusal, type Refusal } from "#domain/refusal.ts";
import type { Page, PageRequest } from "#kit/paging.ts";
import { listActivations } from "#store/activations.ts";

/** Lists the devices in use of a license of the customer's, the newest first. */
export async function listDevices(
  context: Context,
  licenseId: string,
  page: PageRequest,
): Promise<Page<Activation> | Refusal> {
  return read(context, "portal", async (db) => {
    const record = await findOwnLicense(db, context.actor, licenseId);
    return isRefusal(record) ? record : listActivations(db, licenseId, false, page);
  });
}
