import type { License } from "#data/api.gen.ts";
import { lengthOf } from "#parts/event-words.tsx";

/** The day that belongs to a license's status: of expiry, of the end of grace, of its deactivation. */
export function statusDateOf({ status, expiresOn, graceEndsOn, deactivatedOn }: License): string | null {
  return { active: null, expired: expiresOn, in_grace: graceEndsOn, deactivated: deactivatedOn }[status];
}

/** How long a license will run once a device is activated; null when its time runs, or it never ends. */
export function notStartedOf({ expiryFromActivation: length }: License): string | null {
  return length === null ? null : lengthOf(length.value, length.unit);
}
