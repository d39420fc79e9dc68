import type { Services } from "#actions/context.ts";
import { stampSeen } from "#store/activations.ts";
import { stampUsed } from "#store/tokens.ts";
import { addValidations } from "#store/usage-days.ts";
import { stampUsersSeen } from "#store/users.ts";

/** Writes what has gathered. No event: that a device is alive, a token in use, somebody signed in or a key valid is not news. */
export async function writeStamps({ stamps, store }: Services): Promise<void> {
  const taken = stamps.take();
  if (taken === null) return;
  try {
    await store.transaction(async (tx) => {
      await stampSeen(tx, taken.seen);
      await stampUsed(tx, taken.used);
      await stampUsersSeen(tx, taken.users);
      await addValidations(tx, taken.validations);
      return { end: "commit", value: undefined };
    });
  } catch (error) {
    stamps.putBack(taken);
    throw error;
  }
}
