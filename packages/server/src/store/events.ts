import type { Actor } from "#domain/actor.ts";
import { type NewEvent, nounOf } from "#domain/events.ts";
import { newId } from "#kit/ids.ts";
import { toMoment } from "#store/moments.ts";
import type { Tx } from "#store/store.ts";

/** Records what happened and who did it, in the transaction that did it. Answers the id of one of these events. */
export async function appendEvents(
  tx: Tx,
  events: readonly NewEvent[],
  actor: Actor,
  at: Temporal.Instant,
): Promise<string> {
  const rows = events.map(({ type, about, data }) => ({
    id: newId(at),
    at: toMoment(at),
    type,
    noun: nounOf(type),
    actor_kind: actor.kind,
    actor_id: "id" in actor ? actor.id : null,
    actor_name: "name" in actor ? actor.name : null,
    product_id: about.productId ?? null,
    plan_id: about.planId ?? null,
    customer_id: about.customerId ?? null,
    order_id: about.orderId ?? null,
    license_id: about.licenseId ?? null,
    activation_id: about.activationId ?? null,
    token_id: about.tokenId ?? null,
    user_id: about.userId ?? null,
    data: JSON.stringify(data ?? {}),
  }));
  await tx.insertInto("events").values(rows).execute();
  const [first] = rows;
  if (first === undefined) throw new Error("there is nothing to record");
  return first.id;
}
