import type { Services } from "#actions/context.ts";
import type { Meter } from "#kit/meter.ts";
import { forgetReadings, readingsOfOthers, writeReadings } from "#store/use-readings.ts";

/**
 * Hears what other processes have counted, and tells them of those who use much. No event: who calls how often is not
 * news, and nothing that names anybody is written. As long as nobody uses much, nothing is.
 * @param process tells this process from the others
 */
export async function exchangeReadings(
  { store, clock }: Services,
  meters: readonly Meter[],
  process: string,
): Promise<void> {
  const now = clock.now();
  const heard = await readingsOfOthers(store.read, process, now);
  for (const meter of meters) meter.hear(heard, clock.milliseconds());

  const untold = meters.map((meter) => ({ meter, readings: meter.untold(clock.milliseconds()) }));
  const readings = untold.flatMap((each) => each.readings);
  if (readings.length === 0) return;
  // On its own, so that of two processes that forget, neither holds what the other waits for.
  await store.transaction(async (tx) => ({ end: "commit", value: await forgetReadings(tx, now) }));
  await store.transaction(async (tx) => ({ end: "commit", value: await writeReadings(tx, process, readings) }));
  for (const { meter, readings } of untold) meter.told(readings);
}
