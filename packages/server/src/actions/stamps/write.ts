import type { Services } from "#actions/context.ts";
import { stampSeen } from "#store/activations.ts";
import { stampUsed } from "#store/tokens.ts";
import { addValidations } from "#store/usage-days.ts";

/** Writes what has gathered. No event: that a device is alive, a token in use or a key valid is not news. */
export async function writeStamps({ stamps, store }: Services): Promise<void> {
  const taken = stamps.take();
  if (taken === null) return;
  try {
    await store.transaction(async (tx) => {
      await stampSeen(tx, taken.seen);
      await stampUsed(tx, taken.used);
      await addValidations(tx, taken.validations);
      return { end: "commit", value: undefined };
    });
  } catch (error) {
    stamps.putBack(taken);
    throw error;
  }
}
