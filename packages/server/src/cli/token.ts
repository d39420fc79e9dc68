import { TOKEN_MOST_DAYS, TOKEN_NAME_LENGTH } from "@keywright/contract/management-api/tokens";
import { TOKEN_SCOPES } from "@keywright/contract/scopes";
import { createToken } from "#actions/tokens/create.ts";
import { listAllTokens } from "#actions/tokens/list.ts";
import { revokeServerToken } from "#actions/tokens/revoke.ts";
import { type Command, print, UsageError } from "#cli/command.ts";
import { withOperator } from "#cli/operator.ts";
import type { TokenScope } from "#domain/actor.ts";
import type { ListedToken } from "#domain/tokens/token.ts";
import { dayOf } from "#kit/days.ts";
import { say } from "#kit/say.ts";

/** More tokens than anybody has. */
const ALL = { limit: 100_000, before: null };

export const tokenCreate: Command = {
  usage: "token create --name NAME [--scope SCOPE] [--product IDENTIFIER] [--days N]",
  summary: "Make a server token, and print it. It is shown this once.",
  options: {
    name: "What the token is for, in your words.",
    scope: `What it may do: ${TOKEN_SCOPES.join(", ")}. Each includes those before it; admin when not said.`,
    product: "The one product whose things it reaches, by identifier or id; all when not said.",
    days: "For how many days it works; until it is revoked when not said.",
  },
  async run(call) {
    const name = call.options.name?.trim();
    if (!name) throw new UsageError("a token needs a name: --name NAME");
    if (name.length > TOKEN_NAME_LENGTH) throw new UsageError(`a name has at most ${TOKEN_NAME_LENGTH} characters`);
    const scope = readScope(call.options.scope);
    const days = readDays(call.options.days);
    const { product = null } = call.options;
    return withOperator(
      call,
      (context) => createToken(context, { name, scope, product, days }),
      ({ text }) => print(text),
    );
  },
};

export const tokenList: Command = {
  usage: "token list",
  summary: "List the server tokens: id, scope, date, name; then the one product that it reaches, and when it expires.",
  run: (call) =>
    withOperator(
      call,
      (context) => listAllTokens(context, ALL),
      ({ items: tokens }) => {
        for (const { id, scope, product, createdAt, expiresAt, name } of tokens)
          print(`${id}  ${scope.padEnd(7)}  ${dayOf(createdAt)}  ${name}${bounds(product, expiresAt)}`);
        if (tokens.length === 0) say("There is no token yet. Make one: keywright token create --name NAME");
      },
    ),
};

export const tokenRevoke: Command = {
  usage: "token revoke ID",
  summary: "End a server token. The very next call with it is refused.",
  run(call) {
    const id = call.words[0];
    if (id === undefined) throw new UsageError("which token? `keywright token list` shows the ids");
    return withOperator(
      call,
      (context) => revokeServerToken(context, id),
      (name) => say(`The token "${name}" is revoked.`),
    );
  },
};

/** What a token is bound to, if it is. */
function bounds(product: ListedToken["product"], expiresAt: ListedToken["expiresAt"]): string {
  const said = [
    ...(product === null ? [] : [`for ${product.name} alone`]),
    ...(expiresAt === null ? [] : [`until ${dayOf(expiresAt)}`]),
  ];
  return said.length === 0 ? "" : `  (${said.join(", ")})`;
}

function readScope(text: string | undefined): TokenScope {
  const scope = TOKEN_SCOPES.find((known) => known === (text ?? "admin"));
  if (scope === undefined) throw new UsageError(`there is no scope "${text}"; say one of ${TOKEN_SCOPES.join(", ")}`);
  return scope;
}

function readDays(text: string | undefined): number | null {
  if (text === undefined) return null;
  const days = Number(text);
  if (!/^\d{1,5}$/.test(text) || days < 1 || days > TOKEN_MOST_DAYS)
    throw new UsageError(`--days takes a number from 1 to ${TOKEN_MOST_DAYS}`);
  return days;
}
