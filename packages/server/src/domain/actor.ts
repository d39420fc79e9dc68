import { TOKEN_SCOPES } from "@keywright/contract/management-api/tokens";

/** What a caller may do, from least to most. Each scope includes those before it. */
export const SCOPES = TOKEN_SCOPES;
export type Scope = (typeof SCOPES)[number];

/** Who acts. Every event names one, so that the record says who did what. */
export type Actor =
  /** The licensed application in a customer's hands, without credentials. */
  | { readonly kind: "application" }
  /** A person who is signed in. */
  | { readonly kind: "user"; readonly id: string; readonly name: string }
  /** Another system with a server token. */
  | { readonly kind: "token"; readonly id: string; readonly name: string; readonly scope: Scope }
  /** A payment provider that tells of a sale, by a message that carries its signature. */
  | { readonly kind: "provider"; readonly name: string }
  /** Somebody with access to the machine itself, through the command line. */
  | { readonly kind: "operator" };

/** Whether the actor's scope covers what an action needs. */
export function may(actor: Actor, needed: Scope): boolean {
  return SCOPES.indexOf(scopeOf(actor)) >= SCOPES.indexOf(needed);
}

/** What the actor may do. */
export function scopeOf(actor: Actor): Scope {
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
  }
}
