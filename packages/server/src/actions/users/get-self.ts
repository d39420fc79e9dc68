import { type Context, read } from "#actions/context.ts";
import { ofProduct, productOf, type Role, type Scope, scopeOf } from "#domain/actor.ts";
import { type Refusal, refuse } from "#domain/refusal.ts";
import { findUser } from "#store/users.ts";

/** Who calls, as they are told about themselves. */
export interface Self {
  readonly kind: "user" | "token";
  readonly id: string;
  readonly name: string;
  readonly email: string | null;
  /** A user's; null for a token. */
  readonly role: Role | null;
  readonly scope: Scope;
  /** The one product whose things a token reaches; null = all. */
  readonly productId: string | null;
}

/** Tells callers who they are. */
export async function getSelf(context: Context): Promise<Self | Refusal> {
  const { actor } = context;
  return read<Self>(context, ofProduct("read"), async (db) => {
    if (actor.kind !== "user" && actor.kind !== "token")
      return refuse("UNAUTHORIZED", "Nobody is signed in, and no token was sent.");
    const { kind, id, name } = actor;
    const email = kind === "user" ? ((await findUser(db, id))?.email ?? null) : null;
    const role = actor.kind === "user" ? actor.role : null;
    return { kind, id, name, email, role, scope: scopeOf(actor), productId: productOf(actor) };
  });
}
