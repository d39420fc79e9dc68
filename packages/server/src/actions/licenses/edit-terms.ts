import type { Context } from "#actions/context.ts";
import { changeLicense } from "#actions/licenses/change.ts";
import type { LicenseView } from "#actions/licenses/key.ts";
import { expiryOnRecord, subjectsOf } from "#actions/licenses/subjects.ts";
import { changedFields } from "#domain/events.ts";
import type { License } from "#domain/licenses/license.ts";
import { isDatable, limitFaults, wholeSeconds } from "#domain/licenses/terms.ts";
import { type Refusal, refuse, refuseFields } from "#domain/refusal.ts";
import type { ExpectedRevision } from "#domain/revision.ts";

export interface EditTermsInput {
  readonly id: string;
  readonly expected: ExpectedRevision;
  /** Null = unlimited; left out = as it is. */
  readonly activationLimit?: number | null;
  /** Null = never; left out = as it is. */
  readonly expiresOn?: Temporal.Instant | null;
}

/** Changes the limit or the expiry of a license. Nobody is thrown out: below the use, a limit just admits no new device. */
export async function editTerms(context: Context, input: EditTermsInput): Promise<LicenseView | Refusal> {
  const { activationLimit, expiresOn } = input;
  const faults = {
    ...limitFaults(activationLimit ?? null, context.limitCeiling, "activationLimit"),
    ...(expiresOn != null && !isDatable(expiresOn) && { expiresOn: ["Must lie between the years 1970 and 9999."] }),
  };
  return changeLicense(context, input, async (_tx, record) => {
    const { license } = record;
    if (Object.keys(faults).length > 0) return refuseFields(faults);
    if (license.deactivatedAt !== null) return refuse("LICENSE_DEACTIVATED", "This license is deactivated for ever.");
    const after: License = {
      ...license,
      ...(activationLimit !== undefined && { activationLimit }),
      ...(expiresOn !== undefined && {
        expiry: expiresOn === null ? { kind: "never" } : { kind: "at", at: wholeSeconds(expiresOn) },
      }),
    };
    const changes = changedFields(toldOf(license), toldOf(after));
    if (Object.keys(changes).length === 0) return null;
    return {
      change: { activationLimit: after.activationLimit, lifetime: after },
      event: { type: "license.edited", about: subjectsOf(record), data: changes },
    };
  });
}

function toldOf({ activationLimit, expiry }: License) {
  return { activationLimit, expiresOn: expiryOnRecord(expiry) };
}
