import { type Context, read } from "#actions/context.ts";
import { viewLicense } from "#actions/licenses/key.ts";
import type { OwnLicense } from "#actions/portal/list-licenses.ts";
import { findOwnLicense } from "#actions/portal/own.ts";
import { portalSettingsOf } from "#actions/products/portal-settings.ts";
import { isRefusal, type Refusal } from "#domain/refusal.ts";

/** One license of the customer's own. */
export async function getOwnLicense(context: Context, id: string): Promise<OwnLicense | Refusal> {
  return read(context, "portal", async (db) => {
    const record = await findOwnLicense(db, context.actor, id);
    if (isRefusal(record)) return record;
    return {
      ...viewLicense(context, record, context.clock.now()),
      portal: await portalSettingsOf(db, record.product.id),
    };
  });
}
