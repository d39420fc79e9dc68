import type { NewEvent } from "#domain/events.ts";
import type { User } from "#domain/users/user.ts";
import { newId } from "#kit/ids.ts";
import { toMoment } from "#store/moments.ts";
import type { Tx } from "#store/store.ts";
import { insertAccount, insertUser, PASSWORD_PROVIDER } from "#store/users.ts";

/** Makes an account that its user signs in to with a password: the step that every way to one shares. */
export async function addUser(tx: Tx, user: User, passwordHash: string, now: Temporal.Instant): Promise<NewEvent> {
  const times = { created_at: toMoment(now), updated_at: toMoment(now) };
  await insertUser(tx, { ...user, ...times, email_verified: 0, image: null, seen_at: null });
  await insertAccount(tx, {
    ...times,
    id: newId(now),
    user_id: user.id,
    account_id: user.id,
    provider_id: PASSWORD_PROVIDER,
    password: passwordHash,
  });
  const { id: userId, name, role } = user;
  return { type: "user.created", about: { userId }, data: { role }, personal: { name } };
}
