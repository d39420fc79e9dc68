import type { KnownLicense } from "#actions/licenses/for-use.ts";
import { wireTimeOrNull } from "#http/moments.ts";

/** What every answer tells about a license first, in both APIs. */
export function shapeLicenseFields({ license, key, expiresAt }: Pick<KnownLicense, "license" | "key" | "expiresAt">) {
  return {
    id: license.id,
    licenseKey: key,
    activatedOn: wireTimeOrNull(license.activatedAt),
    expiresOn: wireTimeOrNull(expiresAt),
    activationUsage: license.activationUsage,
    activationLimit: license.activationLimit,
    // Clients that look at nothing else must not let a suspended license run, either.
    enabled: license.deactivatedAt === null && license.suspendedAt === null,
  };
}
