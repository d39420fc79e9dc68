import { forgetInEvent } from "#store/erasure.ts";
import { toMoment } from "#store/moments.ts";
import type { Tx } from "#store/store.ts";

/*
 * What is not kept for long, a batch at a time: each takes up where the one before ended, and answers where it has ended
 * itself; null = there is nothing more.
 */

const BATCH = 1_000;

/** What devices that ended before then were called and told of themselves. Those in use keep their names. */
export async function forgetDevices(tx: Tx, before: Temporal.Instant, behind: string): Promise<string | null> {
  const rows = await tx
    .selectFrom("activations")
    .select(["id", "ended_at", "name", "fingerprint", "metadata"])
    .where("id", ">", behind)
    .orderBy("id")
    .limit(BATCH)
    .execute();
  const old = rows.filter(
    ({ ended_at, name, fingerprint, metadata }) =>
      ended_at !== null && ended_at < toMoment(before) && (name !== null || fingerprint !== null || metadata !== "{}"),
  );
  for (const { id } of old)
    await tx
      .updateTable("activations")
      .set({ name: null, fingerprint: null, metadata: "{}" })
      .where("id", "=", id)
      .execute();
  return rows.length < BATCH ? null : (rows.at(-1)?.id ?? null);
}

/** The same in the record of before then. Remembers how far it came, so that it begins there the next time. */
export async function forgetInRecord(tx: Tx, before: Temporal.Instant): Promise<string | null> {
  const installation = await tx.selectFrom("installation").select("forgotten_until").executeTakeFirst();
  const rows = await tx
    .selectFrom("events")
    .selectAll()
    .where("id", ">", installation?.forgotten_until ?? "")
    .orderBy("id")
    .limit(BATCH)
    .execute();
  const young = rows.findIndex(({ at }) => at >= toMoment(before));
  const old = young === -1 ? rows : rows.slice(0, young);
  for (const row of old) if (row.noun === "activation") await forgetInEvent(tx, row, ["name", "fingerprint"]);
  const last = old.at(-1);
  if (last === undefined) return null;
  await tx.updateTable("installation").set({ forgotten_until: last.id }).execute();
  return old.length < BATCH ? null : last.id;
}

/** From where users signed in before then, and with which browser. Sessions that ended are gone altogether. */
export async function forgetSessions(tx: Tx, before: Temporal.Instant): Promise<null> {
  await tx.deleteFrom("sessions").where("expires_at", "<", toMoment(before)).execute();
  await tx
    .updateTable("sessions")
    .set({ ip_address: null, user_agent: null })
    .where("updated_at", "<", toMoment(before))
    .where((eb) => eb.or([eb("ip_address", "is not", null), eb("user_agent", "is not", null)]))
    .execute();
  return null;
}
