import type { Services } from "#actions/context.ts";
import { stampSeen } from "#store/activations.ts";

/** Writes the last-seen times that have gathered. No event: a device that is alive is not news. */
export async function stampSeenActivations({ seen, store }: Services): Promise<void> {
  if (seen.pending.size === 0) return;
  const taken = seen.take();
  try {
    await store.transaction(async (tx) => ({ end: "commit", value: await stampSeen(tx, taken) }));
  } catch (error) {
    seen.putBack(taken);
    throw error;
  }
}
