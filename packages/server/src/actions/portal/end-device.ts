import { endActivation } from "#actions/activations/end.ts";
import { type Change, type Context, writeLocked } from "#actions/context.ts";
import { deviceEndedMail } from "#actions/licenses/mails.ts";
import { findOwnLicense } from "#actions/portal/own.ts";
import { portalSettingsOf } from "#actions/products/portal-settings.ts";
import { slotsMissing } from "#domain/activations/admission.ts";
import { isRefusal, type Refusal, refuse } from "#domain/refusal.ts";
import { findActivation } from "#store/activations.ts";

export interface EndDeviceInput {
  readonly licenseId: string;
  readonly instanceId: string;
  /** By a device link: the device that waits for the slot, which is all that one may be ended for. */
  readonly for?: { readonly waiting: string | null };
}

/** Ends a device of the customer's own license, and tells them by mail. Answers when. */
export async function endDevice(context: Context, input: EndDeviceInput): Promise<Temporal.Instant | Refusal> {
  const { licenseId, instanceId } = input;
  return writeLocked(
    context,
    "devices",
    { table: "licenses", id: licenseId },
    async (tx, now): Promise<Change<Temporal.Instant> | Refusal> => {
      const record = await findOwnLicense(tx, context.actor, licenseId);
      if (isRefusal(record)) return record;
      if (!(await portalSettingsOf(tx, record.product.id)).endDevices)
        return refuse("FORBIDDEN", "The vendor does not let customers end devices of this product.");
      if (input.for !== undefined && slotsMissing(record.license) === 0)
        return refuse("FORBIDDEN", "A slot is free already, so no device need be ended.");
      const device = await findActivation(tx, licenseId, instanceId);
      const ended = await endActivation(tx, record, instanceId, "ended", now);
      if (isRefusal(ended)) return ended;
      const usage = record.license.activationUsage - 1;
      const after = { ...record, license: { ...record.license, activationUsage: usage } };
      const mail = deviceEndedMail(context, after, { name: device?.name ?? null }, now);
      // Whoever holds a device link can do it, so the buyer is told of that whatever the vendor has turned off.
      return { ...ended, mails: [{ ...mail, isAskedFor: input.for !== undefined }] };
    },
  );
}
