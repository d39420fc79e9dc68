import type { EventType, NewEvent } from "#domain/events.ts";
import type { User } from "#domain/users/user.ts";
import type { Tx } from "#store/store.ts";
import { findUser } from "#store/users.ts";

/** A row as the library names its columns: `userId`. */
export type Row = Readonly<Record<string, unknown>>;

/** What is recorded of the library's changes. Sessions that are prolonged, and those that had expired, are no news. */
const EVENTS: Readonly<Record<string, EventType>> = {
  "sessions created": "user.signed_in",
  "sessions deleted": "user.signed_out",
  "accounts updated": "user.password_changed",
};

/** The events that record a change of the library's, each with the user who made it, since it serves users alone. */
export async function eventsOfChange(
  tx: Tx,
  table: string,
  done: "created" | "updated" | "deleted",
  rows: readonly Row[],
  now: Temporal.Instant,
): Promise<{ event: NewEvent; user: User }[]> {
  const type = EVENTS[`${table} ${done}`];
  if (type === undefined) return [];
  const recorded: { event: NewEvent; user: User }[] = [];
  for (const { userId, expiresAt } of rows) {
    if (done === "deleted" && Number(expiresAt) <= now.epochMilliseconds) continue;
    const user = await findUser(tx, String(userId));
    if (user !== null) recorded.push({ event: { type, about: { userId: user.id } }, user });
  }
  return recorded;
}
