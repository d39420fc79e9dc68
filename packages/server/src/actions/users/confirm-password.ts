import { verifyPassword } from "better-auth/crypto";
import { type Context, read } from "#actions/context.ts";
import { type Refusal, refuse, refuseField } from "#domain/refusal.ts";
import { type Credential, findCredential } from "#store/users.ts";

/** Makes sure that it is the user themselves who is signed in, by their password: the first step of whatever is dangerous. */
export async function confirmPassword(context: Context, password: string): Promise<Credential | Refusal> {
  const { actor } = context;
  const self = await read<Credential | null>(context, "read", async (db) =>
    actor.kind === "user" ? findCredential(db, actor.id) : null,
  );
  if (self === null) return nobodySignedIn();
  if ("refusal" in self) return self;
  return (await verifyPassword({ hash: self.passwordHash, password }))
    ? self
    : refuseField("password", "Is not your password.");
}

/** What whoever is no user is told about what only users have. */
export function nobodySignedIn(): Refusal {
  return refuse("UNAUTHORIZED", "Nobody is signed in.");
}
