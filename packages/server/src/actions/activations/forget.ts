import { setTimeout as pause } from "node:timers/promises";
import type { Services } from "#actions/context.ts";
import { forgetDevices, forgetInRecord, forgetSessions } from "#store/forgetting.ts";

/** Between two batches, so that whoever waits gets a turn; in milliseconds. */
const PAUSE_MS = 20;

/**
 * Forgets what devices that are not used any more were called and told of themselves, and from where users signed in, once
 * it is older than the installation keeps such things. In small batches: nobody waits for it.
 * @param goesOn asked before each batch
 */
export async function forgetOld({ store, clock, keptDays }: Services, goesOn: () => boolean): Promise<void> {
  const before = clock.now().subtract({ hours: 24 * keptDays });
  for (const forget of [forgetDevices, forgetInRecord, forgetSessions]) {
    for (let position: string | null = ""; position !== null && goesOn(); ) {
      const behind: string = position;
      position = await store.transaction<string | null>(async (tx) => ({
        end: "commit",
        value: await forget(tx, before, behind),
      }));
      if (position !== null) await pause(PAUSE_MS);
    }
  }
}
