import type { Context } from "#actions/context.ts";
import { changeLicense } from "#actions/licenses/change.ts";
import type { LicenseView } from "#actions/licenses/key.ts";
import { subjectsOf } from "#actions/licenses/subjects.ts";
import { type Refusal, refuse } from "#domain/refusal.ts";
import type { ExpectedRevision } from "#domain/revision.ts";

/**
 * Stops a license until it is restored: its key and its activations wait. What the vendor suspends, no payment restores, so
 * that a license which its sale has suspended becomes the vendor's to restore. Doing it again changes nothing.
 */
export async function suspendLicense(
  context: Context,
  { reason, ...input }: { id: string; expected: ExpectedRevision; reason: string | null },
): Promise<LicenseView | Refusal> {
  return changeLicense(context, input, async (_tx, record, now) => {
    const { license, suspendedBy } = record;
    if (license.deactivatedAt !== null) return refuse("LICENSE_DEACTIVATED", "This license is deactivated for ever.");
    if (suspendedBy === "vendor") return null;
    return {
      change: { suspension: { at: license.suspendedAt ?? now, by: "vendor" } },
      event: { type: "license.suspended", about: subjectsOf(record), data: { by: "vendor" }, personal: { reason } },
    };
  });
}
