import { canonicalKey } from "@keywright/contract/license-key";
import { endActivation } from "#actions/activations/end.ts";
import { type Context, writeHolding } from "#actions/context.ts";
import { lockByKey } from "#actions/licenses/by-key.ts";
import { ofProduct } from "#domain/actor.ts";
import { type Refusal, refuse } from "#domain/refusal.ts";

/** Ends the activation of the device that asks, also when the license has expired or was deactivated. Answers when. */
export async function deactivate(
  context: Context,
  { licenseKey, instanceId }: { licenseKey: string; instanceId: string },
): Promise<Temporal.Instant | Refusal> {
  return writeHolding(
    context,
    ofProduct("license"),
    (tx) => lockByKey(context, tx, canonicalKey(licenseKey)),
    async (tx, now, record) =>
      record === null
        ? refuse("LICENSE_NOT_FOUND", "Invalid license key or instance ID.")
        : endActivation(tx, record, instanceId, "deactivated", now),
  );
}
