import { type Context, read } from "#actions/context.ts";
import { type Scope, scopeOf } from "#domain/actor.ts";
import { type Refusal, refuse } from "#domain/refusal.ts";
import { findUser } from "#store/users.ts";

/** Who calls, as they are told about themselves. */
export interface Self {
  readonly kind: "user" | "token";
  readonly id: string;
  readonly name: string;
  readonly email: string | null;
  readonly scope: Scope;
}

/** Tells callers who they are. */
export async function getSelf(context: Context): Promise<Self | Refusal> {
  const { actor } = context;
  return read<Self>(context, "read", async (db) => {
    if (actor.kind !== "user" && actor.kind !== "token")
      return refuse("UNAUTHORIZED", "Nobody is signed in, and no token was sent.");
    const { kind, id, name } = actor;
    const email = kind === "user" ? ((await findUser(db, id))?.email ?? null) : null;
    return { kind, id, name, email, scope: scopeOf(actor) };
  });
}
