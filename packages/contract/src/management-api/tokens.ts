import { type Static, Type } from "typebox";
import { TOKEN_SCOPES } from "../scopes.ts";
import { Id, Moment, Nullable, named, OneOf, PageOf, PageQuery, strict, Text } from "../wire.ts";

/** The longest name that a token may have. */
export const TOKEN_NAME_LENGTH = 120;
/** For how many days a token that expires works at most: ten years. */
export const TOKEN_MOST_DAYS = 3650;

const scope = OneOf(
  TOKEN_SCOPES,
  "`license`: the License API alone, so that the token may be shipped with an application. `read`: see everything but whole keys. `write`: see whole keys, and change everything but tokens. `admin`: tokens too. No token looks after people.",
);

export const CreateToken = named(
  "CreateToken",
  Type.Object(
    {
      name: Text(TOKEN_NAME_LENGTH, "Where it is used. Events name it."),
      scope: Type.Optional(scope),
      product: Type.Optional(
        Nullable(
          Type.String({
            minLength: 1,
            maxLength: 64,
            description: "The id or identifier of the one product whose things it reaches; null or left out = all.",
          }),
        ),
      ),
      days: Type.Optional(
        Nullable(
          Type.Integer({
            minimum: 1,
            maximum: TOKEN_MOST_DAYS,
            description: "For how many days it works; null or left out = until it is revoked.",
          }),
        ),
      ),
    },
    strict,
  ),
);
export type CreateToken = Static<typeof CreateToken>;

const tokenFields = {
  id: Id("The token's id: it names the token, and lets nobody in."),
  name: Type.String({ description: "Where it is used." }),
  scope,
  product: Nullable(
    Type.Object(
      { id: Id("The product."), name: Type.String({ description: "The name that customers know." }) },
      { description: "The one product whose things it reaches; null = all." },
    ),
  ),
  createdAt: Moment("When it was made."),
  expiresOn: Nullable(Moment("From when on it lets nobody in; null = never.")),
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
