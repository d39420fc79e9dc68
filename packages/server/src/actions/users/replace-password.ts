import type { NewEvent } from "#domain/events.ts";
import type { Tx } from "#store/store.ts";
import { deleteSessionsOf, updatePassword } from "#store/users.ts";

/** Replaces a forgotten password and ends the user's sessions: the step that every way to reset one shares. */
export async function replacePassword(tx: Tx, userId: string, hash: string, now: Temporal.Instant): Promise<NewEvent> {
  await updatePassword(tx, userId, hash, now);
  const sessionsEnded = await deleteSessionsOf(tx, userId);
  return { type: "user.password_reset", about: { userId }, data: { sessionsEnded } };
}
