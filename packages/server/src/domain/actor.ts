import { TOKEN_SCOPES } from "@keywright/contract/management-api/tokens";

/** What a caller may do, from least to most. Each scope includes those before it. */
export const SCOPES = TOKEN_SCOPES;
export type Scope = (typeof SCOPES)[number];

/** What a customer may do with what is theirs, from least to most: end devices, or all that the portal offers. */
export const PORTAL_SCOPES = ["devices", "portal"] as const;
export type PortalScope = (typeof PORTAL_SCOPES)[number];

/** Who acts. Every event names one, so that the record says who did what. */
export type Actor =
  /** The licensed application in a customer's hands, without credentials. */
  | { readonly kind: "application" }
  /** A person who is signed in. */
  | { readonly kind: "user"; readonly id: string; readonly name: string }
  /** A customer in the portal, who reaches their own licenses, or one of them alone. */
  | Customer
  /** Another system with a server token. */
  | { readonly kind: "token"; readonly id: string; readonly name: string; readonly scope: Scope }
  /** A payment provider that tells of a sale, by a message that carries its signature. */
  | { readonly kind: "provider"; readonly name: string }
  /** Somebody with access to the machine itself, through the command line. */
  | { readonly kind: "operator" };

export interface Customer {
  readonly kind: "customer";
  readonly id: string;
  readonly name: string;
  readonly scope: PortalScope;
  /** The one license that they reach; null = all of theirs. */
  readonly licenseId: string | null;
}

/** Whether the actor's scope covers what an action needs. */
export function may(actor: Actor, needed: Scope | PortalScope): boolean {
  if (actor.kind === "customer" || isOfPortal(needed)) {
    // Neither includes the other: the vendor has no portal of their own, and a customer is nobody elsewhere.
    return (
      actor.kind === "customer" &&
      isOfPortal(needed) &&
      PORTAL_SCOPES.indexOf(actor.scope) >= PORTAL_SCOPES.indexOf(needed)
    );
  }
  return SCOPES.indexOf(scopeOf(actor)) >= SCOPES.indexOf(needed);
}

function isOfPortal(scope: Scope | PortalScope): scope is PortalScope {
  return scope === "devices" || scope === "portal";
}

/** What the actor may do. */
export function scopeOf(actor: Exclude<Actor, Customer>): Scope {
  switch (actor.kind) {
    case "application":
      return "license";
    case "token":
      return actor.scope;
    case "provider":
      return "write";
    // Until there are roles, whoever has an account may do everything.
    case "user":
    case "operator":
      return "admin";
  }
}

/** An actor on record, in words: `Maya Lindqvist`, `the token “shop”`. */
export function spellActor(kind: Actor["kind"], name: string | null): string {
  switch (kind) {
    case "application":
      return "an application";
    case "operator":
      return "the command line";
    case "token":
      return `the token “${name}”`;
    case "user":
      return name ?? "a user";
    case "provider":
      return name ?? "a payment provider";
    case "customer":
      return name ?? "a customer";
  }
}
