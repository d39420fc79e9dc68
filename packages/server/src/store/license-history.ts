import { spellActor } from "#domain/actor.ts";
import { type HistoryEvent, TELLING_EVENTS } from "#domain/licenses/history.ts";
import { fromMoment } from "#store/moments.ts";
import type { Reader } from "#store/store.ts";

/** All that changed where a license stands, the oldest first. */
export async function findHistory(db: Reader, licenseId: string): Promise<HistoryEvent[]> {
  const rows = await db
    .selectFrom("events")
    .select(["type", "at", "data", "actor_kind", "actor_name"])
    .where("license_id", "=", licenseId)
    .where("type", "in", TELLING_EVENTS)
    .orderBy("id")
    .execute();
  return rows.map(({ type, at, data, actor_kind, actor_name }) => ({
    type: type as HistoryEvent["type"],
    at: fromMoment(at),
    by: spellActor(actor_kind, actor_name),
    data: JSON.parse(data),
  }));
}
