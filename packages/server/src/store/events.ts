import type { Selectable } from "kysely";
import type { Actor } from "#domain/actor.ts";
import { type NewEvent, nounOf } from "#domain/events.ts";
import { newId } from "#kit/ids.ts";
import { toMoment } from "#store/moments.ts";
import { once, rowOf } from "#store/once.ts";
import type { EventTable } from "#store/schema.ts";
import type { Tx } from "#store/store.ts";

type EventRow = Selectable<EventTable>;

const COLUMNS = [
  ...(["id", "at", "type", "noun", "actor_kind", "actor_id", "actor_name", "data"] as const),
  ...([
    "product_id",
    "plan_id",
    "customer_id",
    "order_id",
    "license_id",
    "activation_id",
    "token_id",
    "user_id",
  ] as const),
];

const insert = once<EventRow, never>((db, value) => db.insertInto("events").values(rowOf<EventRow>(COLUMNS, value)));

/** Records what happened and who did it, in the transaction that did it. Answers the id of one of these events. */
export async function appendEvents(
  tx: Tx,
  events: readonly NewEvent[],
  actor: Actor,
  at: Temporal.Instant,
): Promise<string> {
  const rows = events.map(
    ({ type, about, data }): EventRow => ({
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
    }),
  );
  for (const row of rows) await insert(tx, row);
  const [first] = rows;
  if (first === undefined) throw new Error("there is nothing to record");
  return first.id;
}
