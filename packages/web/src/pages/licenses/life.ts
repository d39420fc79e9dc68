import type { License } from "#data/api.gen.ts";

/** The day that belongs to a license's status: of expiry, of the end of grace, of its suspension, of its deactivation. */
export function statusDateOf({ status, expiresOn, graceEndsOn, suspendedOn, deactivatedOn }: License): string | null {
  return {
    active: null,
    expired: expiresOn,
    in_grace: graceEndsOn,
    suspended: suspendedOn,
    deactivated: deactivatedOn,
  }[status];
}

/** When a license expires: a date, how long it lasts once a device is activated, or null = never. */
export type ExpiryOfLicense = string | NonNullable<License["expiryFromActivation"]> | null;

export function expiryOf({ expiresOn, expiryFromActivation }: License): ExpiryOfLicense {
  return expiresOn ?? expiryFromActivation;
}

/** Whether two say the same, however it is written. */
export function isSameExpiry(one: ExpiryOfLicense, other: ExpiryOfLicense): boolean {
  if (typeof one === "string" && typeof other === "string") return Date.parse(one) === Date.parse(other);
  return JSON.stringify(one) === JSON.stringify(other);
}
