import { type Kysely, sql } from "kysely";

/**
 * What every activation has to write anew is as little as its searches need: a page of each index that it enters, each
 * somewhere else in the file. Devices without a fingerprint stand in no index of fingerprints; those in use and those that
 * ended have an index each, instead of one for both and one more; and what happened to a license is found by the license,
 * so that it need not be found by the order, too.
 */
export async function fewerIndexes(db: Kysely<unknown>): Promise<void> {
  const endedAt = sql.ref("ended_at");
  // Made before the former ones go: there is no moment without the engine's own promise that no device takes two slots.
  await db.schema
    .createIndex("activations_one_per_device")
    .unique()
    .on("activations")
    .columns(["license_id", "fingerprint"])
    .where(endedAt, "is", null)
    .where(sql.ref("fingerprint"), "is not", null)
    .execute();
  const ofLicense = (name: string) => db.schema.createIndex(name).on("activations").columns(["license_id", "id"]);
  await ofLicense("activations_in_use").where(endedAt, "is", null).execute();
  await ofLicense("activations_ended").where(endedAt, "is not", null).execute();
  await db.schema
    .createIndex("events_of_order_alone")
    .on("events")
    .columns(["order_id", "id"])
    .where(sql.ref("license_id"), "is", null)
    .execute();
  for (const name of ["activations_of_license", "activations_one_per_fingerprint", "events_of_order"])
    await db.schema.dropIndex(name).execute();
}
