import { type Context, read } from "#actions/context.ts";
import { findOwnLicense } from "#actions/portal/own.ts";
import type { Activation } from "#domain/activations/activation.ts";
import { slotsMissing } from "#domain/activations/admission.ts";
import { isRefusal, type Refusal } from "#domain/refusal.ts";
import { findLongestUnseen } from "#store/activations.ts";
import type { LicenseRecord } from "#store/licenses.ts";

/** How many devices are shown at most: whoever has more chooses among those that are the longest unused. */
const MOST_DEVICES = 100;

/** A license and its devices, as whoever holds a device link sees them. */
export interface FullLicense {
  readonly record: LicenseRecord;
  /** The longest unused first. */
  readonly devices: readonly Activation[];
  /** Whether a device must be ended before another fits. */
  readonly isFull: boolean;
}

/** Shows the license of a device link, to choose the device that gives way. */
export async function openDeviceLink(context: Context, licenseId: string): Promise<FullLicense | Refusal> {
  return read(context, "devices", async (db) => {
    const record = await findOwnLicense(db, context.actor, licenseId);
    if (isRefusal(record)) return record;
    const devices = await findLongestUnseen(db, licenseId, MOST_DEVICES);
    return { record, devices, isFull: slotsMissing(record.license) > 0 };
  });
}
