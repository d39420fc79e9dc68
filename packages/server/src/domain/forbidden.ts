import {
  type Actor,
  may,
  type Need,
  ofProduct,
  type PortalScope,
  type Role,
  roleFor,
  type Scope,
  tokenScopeFor,
} from "#domain/actor.ts";
import { type Refusal, refuse } from "#domain/refusal.ts";

/** The refusal of what an actor may not do, with what it would take. */
export function forbidden(actor: Actor, need: Need): Refusal {
  return refuse("FORBIDDEN", reasonOf(actor, typeof need === "string" ? need : need.scope));
}

function reasonOf(actor: Actor, scope: Scope | PortalScope): string {
  if (scope === "devices" || scope === "portal") return "This is for customers who are signed in to the portal.";
  if (actor.kind === "user")
    return `Your role, ${ROLE_NAMES[actor.role]}, does not cover this: it takes ${TAKES[roleFor(scope)]}.`;
  if (may(actor, ofProduct(scope))) return "This token is for one product, and this call is about more than that.";
  const tokenScope = tokenScopeFor(scope);
  if (tokenScope === null) return "No token may do this: it takes an owner who is signed in.";
  return `This needs a token with the scope "${tokenScope}".`;
}

const ROLE_NAMES: Readonly<Record<Role, string>> = {
  owner: "owner",
  admin: "admin",
  support: "support",
  read_only: "read-only",
};

/** Who may, in words, by the least role that covers it. */
const TAKES: Readonly<Record<Role, string>> = {
  owner: "an owner",
  admin: "an admin",
  support: "support or an admin",
  read_only: "an account",
};
