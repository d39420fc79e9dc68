import type { Context } from "#actions/context.ts";
import { changeLicense } from "#actions/licenses/change.ts";
import type { LicenseView } from "#actions/licenses/key.ts";
import { subjectsOf } from "#actions/licenses/subjects.ts";
import type { Refusal } from "#domain/refusal.ts";
import type { ExpectedRevision } from "#domain/revision.ts";

/** Ends a license for ever. Doing it again changes nothing. */
export async function deactivateLicense(
  context: Context,
  input: { id: string; expected: ExpectedRevision },
): Promise<LicenseView | Refusal> {
  return changeLicense(context, input, async (_tx, record, now) => {
    const { license } = record;
    if (license.deactivatedAt !== null) return null;
    return {
      change: { deactivatedAt: now },
      event: {
        type: "license.deactivated",
        about: subjectsOf(record),
        data: { activationsInUse: license.activationUsage },
      },
    };
  });
}
