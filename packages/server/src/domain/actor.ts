import { ROLES, SCOPES, TOKEN_SCOPES } from "@keywright/contract/scopes";

/** What a caller may do: one of a list from least to most, of which each includes those before it. */
export type Scope = (typeof SCOPES)[number];
export type TokenScope = (typeof TOKEN_SCOPES)[number];
export type Role = (typeof ROLES)[number];

/** What a customer may do with what is theirs, from least to most: end devices, or all that the portal offers. */
export const PORTAL_SCOPES = ["devices", "portal"] as const;
export type PortalScope = (typeof PORTAL_SCOPES)[number];

/** Who acts. Every event names one, so that the record says who did what. */
export type Actor =
  /** The licensed application in a customer's hands, without credentials. */
  | { readonly kind: "application" }
  /** A person who is signed in. */
  | { readonly kind: "user"; readonly id: string; readonly name: string; readonly role: Role }
  /** A customer in the portal, who reaches their own licenses, or one of them alone. */
  | Customer
  /** Another system with a server token. */
  | TokenHolder
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

interface TokenHolder {
  readonly kind: "token";
  readonly id: string;
  readonly name: string;
  readonly scope: TokenScope;
  /** The one product whose things it reaches; null = all. */
  readonly productId: string | null;
}

/** What an action needs of whoever calls it. */
export type Need = Scope | PortalScope | OfProduct;

/**
 * The need of an action that looks whose product each thing is, so that somebody who reaches one product alone may call
 * it. To all others they have no access, so that an action which forgets to look is closed to them.
 */
export interface OfProduct {
  readonly scope: Scope;
  readonly ofProduct: true;
}

export function ofProduct(scope: Scope): OfProduct {
  return { scope, ofProduct: true };
}

/** Whether the actor may do what needs this. Which things they may do it to, `reaches` says. */
export function may(actor: Actor, need: Need): boolean {
  const scope = typeof need === "string" ? need : need.scope;
  if (actor.kind === "customer" || isOfPortal(scope)) {
    // Neither includes the other: the vendor has no portal of their own, and a customer is nobody elsewhere.
    return (
      actor.kind === "customer" &&
      isOfPortal(scope) &&
      PORTAL_SCOPES.indexOf(actor.scope) >= PORTAL_SCOPES.indexOf(scope)
    );
  }
  if (typeof need === "string" && productOf(actor) !== null) return false;
  return includes(scopeOf(actor), scope);
}

function isOfPortal(scope: Scope | PortalScope): scope is PortalScope {
  return scope === "devices" || scope === "portal";
}

const SCOPE_OF_ROLE = {
  owner: "owner",
  admin: "admin",
  support: "support",
  read_only: "read",
} as const satisfies Record<Role, Scope>;

/** The least scope with which a token may do it; null = none may. */
export function tokenScopeFor(scope: Scope): TokenScope | null {
  return TOKEN_SCOPES.find((each) => includes(each, scope)) ?? null;
}

/** The least role in which a user may do it. */
export function roleFor(scope: Scope): Role {
  return ROLES.findLast((each) => includes(SCOPE_OF_ROLE[each], scope)) ?? "owner";
}

function includes(scope: Scope, other: Scope): boolean {
  return SCOPES.indexOf(scope) >= SCOPES.indexOf(other);
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
    case "user":
      return SCOPE_OF_ROLE[actor.role];
    case "operator":
      return "owner";
  }
}

/** The one product whose things the actor reaches; null = those of all. */
export function productOf(actor: Actor): string | null {
  return actor.kind === "token" ? actor.productId : null;
}

/** Whether what belongs to this product is there for the actor. What is not, they meet as if it did not exist. */
export function reaches(actor: Actor, productId: string): boolean {
  const own = productOf(actor);
  return own === null || own === productId;
}

/** What was found, if it is there for the actor. */
export function withinReach<Found extends { readonly product: { readonly id: string } }>(
  actor: Actor,
  found: Found | null,
): Found | null {
  return found !== null && reaches(actor, found.product.id) ? found : null;
}

/** Whether it is a token that may be shipped with an application, so that everybody may have it: it is good for no more. */
export function isPublishable(actor: Actor): boolean {
  return actor.kind === "token" && actor.scope === "license";
}

/**
 * Whether whole license keys stand in all that the actor is told. A customer's are their own; a person has each one revealed,
 * which goes on record (decision 0030).
 */
export function seesKeys(actor: Actor): boolean {
  return actor.kind === "customer" || (actor.kind !== "user" && may(actor, ofProduct("support")));
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
