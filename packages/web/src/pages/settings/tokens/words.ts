import type { Token } from "#data/api.gen.ts";
import { dateOf } from "#data/moments.ts";
import type { TokenScope } from "#data/tokens.ts";

/** What a token may do, from least to most; each includes those before it. */
export const SCOPES: readonly { scope: TokenScope; name: string; about: string; may: string }[] = [
  {
    scope: "license",
    name: "Activate and validate",
    about: "The License API alone: the one that may be shipped with an application",
    may: "May activate and validate licenses",
  },
  {
    scope: "read",
    name: "Read",
    about: "See everything but whole keys",
    may: "May see everything but whole keys",
  },
  {
    scope: "write",
    name: "Licenses and orders",
    about: "Also see whole keys, and change everything but tokens",
    may: "May change everything but tokens",
  },
  {
    scope: "admin",
    name: "Everything",
    about: "Also create and revoke tokens. No token looks after people",
    may: "May do everything but look after people",
  },
];

/** What a token may, of what, and until when, in one sentence. */
export function wordsOf({ scope, product, expiresOn }: Pick<Token, "scope" | "product" | "expiresOn">): string {
  const may = SCOPES.find((each) => each.scope === scope)?.may ?? "";
  return [may, product && `of ${product.name} alone`, expiresOn && `until ${dateOf(expiresOn)}`]
    .filter(Boolean)
    .join(", ");
}
