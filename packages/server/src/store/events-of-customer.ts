import { type Selectable, sql } from "kysely";
import type { EventTable } from "#store/schema/record.ts";
import type { Reader } from "#store/store.ts";

/*
 * What is on record about a customer. What happens to their devices is not in the index of customers (see the migration
 * 0017), and is found by the licenses that the rest of the record names with them.
 */

/** Of `events as found`, as the partial index says it, letter by letter: else an engine does not take it. */
export const BUT_DEVICES = sql<boolean>`found.noun != 'activation'`;
export const OF_DEVICES = sql<boolean>`found.noun = 'activation'`;

/** How many events are read at once. */
const BATCH = 500;

/** The licenses that ever were the customer's: each was issued, and what was changed of it, on record. */
export function licensesOnRecord(db: Reader, customerId: string) {
  return db
    .selectFrom("events as found")
    .select("found.license_id")
    .distinct()
    .where("found.customer_id", "=", customerId)
    .where(BUT_DEVICES)
    .where("found.license_id", "is not", null);
}

/** Every event about the customer, some at a time, each license's devices after all else. */
export async function* eventsOfCustomer(db: Reader, customerId: string): AsyncGenerator<Selectable<EventTable>[]> {
  const own = db.selectFrom("events as found").selectAll().where("found.customer_id", "=", customerId);
  yield* batches((after) => own.where(BUT_DEVICES).where("found.id", ">", after).orderBy("found.id").limit(BATCH));
  for (const { license_id: id } of await licensesOnRecord(db, customerId).execute()) {
    const devices = own.where("found.license_id", "=", id).where(OF_DEVICES);
    yield* batches((after) => devices.where("found.id", ">", after).orderBy("found.id").limit(BATCH));
  }
}

async function* batches(query: (after: string) => { execute(): Promise<Selectable<EventTable>[]> }) {
  for (let after: string | undefined = ""; after !== undefined; ) {
    const rows = await query(after).execute();
    if (rows.length > 0) yield rows;
    after = rows.length < BATCH ? undefined : rows.at(-1)?.id;
  }
}
