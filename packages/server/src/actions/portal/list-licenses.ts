import { type Context, read } from "#actions/context.ts";
import { type LicenseView, viewLicense } from "#actions/licenses/key.ts";
import { customerOf } from "#actions/portal/own.ts";
import { type PortalSettings, USUAL_PORTAL } from "#domain/products/product.ts";
import type { Refusal } from "#domain/refusal.ts";
import type { Page, PageRequest } from "#kit/paging.ts";
import { listLicenses } from "#store/license-search.ts";
import { findLicense, type LicenseRecord } from "#store/licenses.ts";
import { findPortalSettings } from "#store/products.ts";
import type { Reader } from "#store/store.ts";

/** A license as its customer sees it, and what the vendor lets them do. */
export interface OwnLicense extends LicenseView {
  readonly portal: PortalSettings;
}

/** Lists the licenses that the customer reaches, the newest first. */
export async function listOwnLicenses(context: Context, page: PageRequest): Promise<Page<OwnLicense> | Refusal> {
  return read(context, "portal", async (db) => {
    const { items, next } = await listReached(context, db, page);
    const portals = await findPortalSettings(
      db,
      items.map(({ product }) => product.id),
    );
    const now = context.clock.now();
    const view = (record: LicenseRecord) => ({
      ...viewLicense(context, record, now),
      portal: portals.get(record.product.id) ?? USUAL_PORTAL,
    });
    return { items: items.map(view), next };
  });
}

async function listReached(context: Context, db: Reader, page: PageRequest): Promise<Page<LicenseRecord>> {
  const { id, licenseId } = customerOf(context.actor);
  if (licenseId === null) return listLicenses(db, { customer: id }, context.clock.now(), page);
  const record = page.before === null ? await findLicense(db, licenseId) : null;
  return { items: record === null ? [] : [record], next: null };
}
