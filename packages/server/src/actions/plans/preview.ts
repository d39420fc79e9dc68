import { type Context, read } from "#actions/context.ts";
import { ofProduct } from "#domain/actor.ts";
import {
  type LicensePreview,
  type LicenseTerms,
  previewLicense,
  termsFaults,
  UNLICENSED,
} from "#domain/licenses/terms.ts";
import { type Refusal, refuseFields } from "#domain/refusal.ts";

/** Tells what a purchase made now would give under these terms. What is left out is as in a new plan. */
export async function previewPlan(context: Context, terms: Partial<LicenseTerms>): Promise<LicensePreview | Refusal> {
  return read(context, ofProduct("read"), async () => {
    const now = context.clock.now();
    const whole = { ...UNLICENSED, enabled: true, ...terms };
    const faults = termsFaults(whole, context.limitCeiling, now);
    return Object.keys(faults).length > 0 ? refuseFields(faults) : previewLicense(whole, now);
  });
}
