import type { Context } from "#actions/context.ts";
import { changeLicense } from "#actions/licenses/change.ts";
import type { LicenseView } from "#actions/licenses/key.ts";
import { subjectsOf } from "#actions/licenses/subjects.ts";
import { type Refusal, refuse } from "#domain/refusal.ts";
import type { ExpectedRevision } from "#domain/revision.ts";

/** Lets a suspended license work again, whoever suspended it: the same key, the same activations. */
export async function restoreLicense(
  context: Context,
  { reason, ...input }: { id: string; expected: ExpectedRevision; reason: string | null },
): Promise<LicenseView | Refusal> {
  return changeLicense(context, input, async (_tx, record) => {
    const { license, suspendedBy } = record;
    if (license.deactivatedAt !== null) return refuse("LICENSE_DEACTIVATED", "This license is deactivated for ever.");
    if (suspendedBy === null) return null;
    return {
      change: { suspension: null },
      event: { type: "license.restored", about: subjectsOf(record), data: { by: suspendedBy }, personal: { reason } },
    };
  });
}
