import { type Static, Type } from "typebox";
import { Id, Moment, Nullable, named, OneOf, PageOf, PageQuery, strict, Text } from "../wire.ts";

/** What a token may do, from least to most. Each includes those before it. */
export const TOKEN_SCOPES = ["license", "read", "write", "admin"] as const;

/** The longest name that a token may have. */
export const TOKEN_NAME_LENGTH = 120;

const scope = OneOf(
  TOKEN_SCOPES,
  "`license`: the License API alone. `read`: see everything. `write`: change everything but tokens. `admin`: tokens too.",
);

export const CreateToken = named(
  "CreateToken",
  Type.Object(
    {
      name: Text(TOKEN_NAME_LENGTH, "Where it is used. Events name it."),
      scope: Type.Optional(scope),
    },
    strict,
  ),
);
export type CreateToken = Static<typeof CreateToken>;

const tokenFields = {
  id: Id("The token's id: it names the token, and lets nobody in."),
  name: Type.String({ description: "Where it is used." }),
  scope,
  createdAt: Moment("When it was made."),
  lastUsedAt: Nullable(Moment("When it was last used, to the second or so; null = never.")),
};
export const Token = named("Token", Type.Object(tokenFields));
export type Token = Static<typeof Token>;
export const TokenPage = PageOf("TokenPage", Token);
export const TokenQuery = Type.Object(PageQuery, strict);

export const CreatedToken = named(
  "CreatedToken",
  Type.Object({
    ...tokenFields,
    token: Type.String({ description: "What to send as the bearer. Shown this once: only a hash of it is kept." }),
  }),
);
export type CreatedToken = Static<typeof CreatedToken>;
