import { noSuchLicense } from "#actions/licenses/get.ts";
import type { Actor, Customer } from "#domain/actor.ts";
import type { Refusal } from "#domain/refusal.ts";
import { findLicense, type LicenseRecord } from "#store/licenses.ts";
import type { Reader } from "#store/store.ts";

/** The customer who acts. Their scope was looked at before: nobody else gets as far. */
export function customerOf(actor: Actor): Customer {
  if (actor.kind !== "customer") throw new Error(`an action of the portal was let in for the ${actor.kind}`);
  return actor;
}

/** Whether a license is one that this customer reaches. */
export function isOwn(actor: Actor, { license, customer }: LicenseRecord): boolean {
  const { id, licenseId } = customerOf(actor);
  return customer.id === id && (licenseId === null || licenseId === license.id);
}

/** The customer's own license with this id. Somebody else's is not there, like one that never was. */
export async function findOwnLicense(db: Reader, actor: Actor, id: string): Promise<LicenseRecord | Refusal> {
  const record = await findLicense(db, id);
  return record !== null && isOwn(actor, record) ? record : noSuchLicense();
}
