import type { Change } from "#actions/context.ts";
import { subjectsOf } from "#actions/licenses/subjects.ts";
import type { Ending } from "#domain/activations/activation.ts";
import type { EventType } from "#domain/events.ts";
import { type Refusal, refuse } from "#domain/refusal.ts";
import { endActivations, findActivation } from "#store/activations.ts";
import { setActivationUsage } from "#store/licenses.ts";
import type { LockedLicense } from "#store/licenses-for-use.ts";
import type { Tx } from "#store/store.ts";

/** How an activation ends by somebody's wish, and what that event is called. */
const EVENTS = {
  deactivated: "activation.deactivated",
  revoked: "activation.revoked",
  ended: "activation.ended",
} as const satisfies Partial<Record<Ending, EventType>>;

/** Ends one activation of a locked license and frees its slot. The license stays as it is. Answers when. */
export async function endActivation(
  tx: Tx,
  record: LockedLicense,
  activationId: string,
  ending: keyof typeof EVENTS,
  now: Temporal.Instant,
): Promise<Change<Temporal.Instant> | Refusal> {
  const { license } = record;
  const activation = await findActivation(tx, license.id, activationId);
  if (activation === null || activation.endedAt !== null) {
    return refuse("INSTANCE_NOT_FOUND", "Invalid license key or instance ID.");
  }
  await endActivations(tx, [activation.id], ending, now);
  const activationUsage = license.activationUsage - 1;
  await setActivationUsage(tx, license.id, activationUsage);
  const about = { ...subjectsOf(record), activationId: activation.id };
  const data = { activationLimit: license.activationLimit, activationUsage };
  const { name } = activation;
  return { value: now, events: [{ type: EVENTS[ending], about, data, personal: { name } }] };
}
