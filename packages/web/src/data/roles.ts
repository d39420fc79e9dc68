import { SCOPES } from "@keywright/contract/scopes";
import type { Me, Person } from "#data/api.gen.ts";
import { useMe } from "#data/session.ts";

/* Who may do what, so that nobody is offered what the server would refuse. It refuses regardless. */

export type Role = Person["role"];
export type Scope = Me["scope"];

/** The roles, from most to least. */
export const ROLES: readonly { readonly role: Role; readonly name: string; readonly word: string }[] = [
  { role: "owner", name: "Owner", word: "an owner" },
  { role: "admin", name: "Admin", word: "an admin" },
  { role: "support", name: "Support", word: "support" },
  { role: "read_only", name: "Read-only", word: "read-only" },
];

export function roleName(role: Role): string {
  return ROLES.find((each) => each.role === role)?.name ?? role;
}

/** Whether whoever is signed in may do what takes this. */
export function useMay(needed: Scope): boolean {
  const { data: me } = useMe();
  return me !== undefined && may(me, needed);
}

export function may({ scope }: Me, needed: Scope): boolean {
  return SCOPES.indexOf(scope) >= SCOPES.indexOf(needed);
}
