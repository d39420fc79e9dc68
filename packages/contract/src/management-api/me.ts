import { type Static, Type } from "typebox";
import { userName } from "../accounts.ts";
import { SCOPES } from "../scopes.ts";
import { Id, Nullable, named, OneOf, strict } from "../wire.ts";
import { role } from "./people.ts";

export const Me = named(
  "Me",
  Type.Object({
    kind: OneOf(["user", "token"], "A person who is signed in, or another system."),
    id: Id("The user or the token."),
    name: Type.String({ description: "The user's name, or what the token is for.", examples: ["Lena Okafor"] }),
    email: Nullable(Type.String({ description: "What the user signs in with; null for a token." })),
    role: Nullable(role),
    scope: OneOf(SCOPES, "What the caller may do. Each includes those before it."),
    productId: Nullable(Id("The one product whose things a token reaches; null = all.")),
  }),
);
export type Me = Static<typeof Me>;

export const EditMe = named("EditMe", Type.Object({ name: userName }, strict));
export type EditMe = Static<typeof EditMe>;
