import { spellActor } from "#domain/actor.ts";
import { type HistoryEvent, TELLING_EVENTS } from "#domain/licenses/history.ts";
import { toldBy } from "#store/events.ts";
import { fromMoment } from "#store/moments.ts";
import type { Reader } from "#store/store.ts";

/** All that changed where a license stands, the oldest first. */
export async function findHistory(db: Reader, licenseId: string): Promise<HistoryEvent[]> {
  const rows = await db
    .selectFrom("events")
    .select(["type", "at", "data", "actor_kind", "actor_name", "commitments", "personal"])
    .where("license_id", "=", licenseId)
    .where("type", "in", TELLING_EVENTS)
    .orderBy("id")
    .execute();
  return rows.map((row) => {
    const { actorName, data } = toldBy(row);
    return {
      type: row.type as HistoryEvent["type"],
      at: fromMoment(row.at),
      by: spellActor(row.actor_kind, actorName),
      data,
    };
  });
}
