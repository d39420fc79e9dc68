import { type Static, Type } from "typebox";
import { userName } from "../accounts.ts";
import { Id, Nullable, named, OneOf, strict } from "../wire.ts";
import { TOKEN_SCOPES } from "./tokens.ts";

export const Me = named(
  "Me",
  Type.Object({
    kind: OneOf(["user", "token"], "A person who is signed in, or another system."),
    id: Id("The user or the token."),
    name: Type.String({ description: "The user's name, or what the token is for.", examples: ["Lena Okafor"] }),
    email: Nullable(Type.String({ description: "What the user signs in with; null for a token." })),
    scope: OneOf(TOKEN_SCOPES, "What the caller may do. Each includes those before it."),
  }),
);
export type Me = Static<typeof Me>;

export const EditMe = named("EditMe", Type.Object({ name: userName }, strict));
export type EditMe = Static<typeof EditMe>;
