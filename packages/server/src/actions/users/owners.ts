import { type Refusal, refuse } from "#domain/refusal.ts";
import type { User } from "#domain/users/user.ts";
import type { Tx } from "#store/store.ts";
import { countOwners } from "#store/users.ts";

/**
 * Why this user must stay an owner: they are the only one, and nobody else could look after people. Null when they need
 * not. The installation is locked, so that of two owners who remove each other at once one stays.
 */
export async function refuseLastOwner(tx: Tx, { role }: User): Promise<Refusal | null> {
  if (role !== "owner" || (await countOwners(tx)) > 1) return null;
  return refuse("LAST_OWNER", "There is one owner at least. Make somebody else an owner first.");
}

/** The refusal of an id that no user has. */
export function noSuchUser(): Refusal {
  return refuse("USER_NOT_FOUND", "No user has this id.");
}
