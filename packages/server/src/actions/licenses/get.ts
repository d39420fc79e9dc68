import { type Context, read } from "#actions/context.ts";
import { type LicenseView, viewLicense } from "#actions/licenses/key.ts";
import type { Activation } from "#domain/activations/activation.ts";
import { ofProduct, withinReach } from "#domain/actor.ts";
import { type Refusal, refuse } from "#domain/refusal.ts";
import { findLastSeen } from "#store/activations.ts";
import { findLicense } from "#store/licenses.ts";

/** A license, and the activation in use that was seen last; null when none is in use. */
export interface LicenseWithLastSeen extends LicenseView {
  readonly lastSeen: Activation | null;
}

export async function getLicense(context: Context, id: string): Promise<LicenseWithLastSeen | Refusal> {
  return read(context, ofProduct("read"), async (db) => {
    const record = withinReach(context.actor, await findLicense(db, id));
    if (record === null) return noSuchLicense();
    const lastSeen = record.license.activationUsage === 0 ? null : await findLastSeen(db, id);
    return { ...viewLicense(context, record, context.clock.now()), lastSeen };
  });
}

/** The refusal of an id that no license has. */
export function noSuchLicense(): Refusal {
  return refuse("LICENSE_NOT_FOUND", "No license has this id.");
}
