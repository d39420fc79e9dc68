import { type Kysely, sql } from "kysely";

/**
 * What happens to devices is nearly all that is ever recorded, and every index that it enters costs each activation some
 * time, and a page where the place in it is a customer's own. So it is in no index but those of its license, its product,
 * its type and its time: the searches by customer, by noun and by who did it go by these (store/event-search.ts).
 */
export async function fewerEventIndexes(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createIndex("events_of_customer_but_devices")
    .on("events")
    .columns(["customer_id", "id"])
    .where(sql.ref("noun"), "!=", "activation")
    .execute();
  await db.schema
    .createIndex("events_by_actor_but_applications")
    .on("events")
    .columns(["actor_kind", "id"])
    .where(sql.ref("actor_kind"), "!=", "application")
    .execute();
  for (const name of ["events_of_customer", "events_by_noun", "events_by_actor"])
    await db.schema.dropIndex(name).execute();
}
