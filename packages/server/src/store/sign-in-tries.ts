import { toMoment } from "#store/moments.ts";
import type { Tx } from "#store/store.ts";

/** How often something was tried since a moment. */
export interface CountedTries {
  readonly tries: number;
  /** In milliseconds since 1970. */
  readonly since: number;
}

/** Counts one try. What was counted before `from` is forgotten, of everybody. */
export async function countTry(
  tx: Tx,
  id: string,
  now: Temporal.Instant,
  from: Temporal.Instant,
): Promise<CountedTries> {
  await tx.deleteFrom("sign_in_tries").where("since", "<=", toMoment(from)).execute();
  return tx
    .insertInto("sign_in_tries")
    .values({ id, tries: 1, since: toMoment(now) })
    .onConflict((conflict) => conflict.column("id").doUpdateSet((eb) => ({ tries: eb("sign_in_tries.tries", "+", 1) })))
    .returning(["tries", "since"])
    .executeTakeFirstOrThrow();
}

/** Takes one try back, which has not failed. */
export async function takeTryBack(tx: Tx, id: string): Promise<void> {
  await tx
    .updateTable("sign_in_tries")
    .set((eb) => ({ tries: eb("tries", "-", 1) }))
    .where("id", "=", id)
    .execute();
}

export async function forgetTries(tx: Tx, id: string): Promise<void> {
  await tx.deleteFrom("sign_in_tries").where("id", "=", id).execute();
}
