import { TOKEN_NAME_LENGTH } from "@keywright/contract/management-api/tokens";
import { createToken } from "#actions/tokens/create.ts";
import { listAllTokens } from "#actions/tokens/list.ts";
import { revokeServerToken } from "#actions/tokens/revoke.ts";
import { type Command, print, UsageError } from "#cli/command.ts";
import { withOperator } from "#cli/operator.ts";
import { SCOPES, type Scope } from "#domain/actor.ts";
import { say } from "#kit/say.ts";

/** More tokens than anybody has. */
const ALL = { limit: 100_000, before: null };

export const tokenCreate: Command = {
  usage: "token create --name NAME [--scope SCOPE]",
  summary: "Make a server token, and print it. It is shown this once.",
  options: {
    name: "What the token is for, in your words.",
    scope: `What it may do: ${SCOPES.join(", ")}. Each includes those before it; admin when not said.`,
  },
  async run(call) {
    const name = call.options.name?.trim();
    if (!name) throw new UsageError("a token needs a name: --name NAME");
    if (name.length > TOKEN_NAME_LENGTH) throw new UsageError(`a name has at most ${TOKEN_NAME_LENGTH} characters`);
    const scope = readScope(call.options.scope);
    return withOperator(
      call,
      (context) => createToken(context, { name, scope }),
      ({ text }) => print(text),
    );
  },
};

export const tokenList: Command = {
  usage: "token list",
  summary: "List the server tokens in force: id, scope, date, name.",
  run: (call) =>
    withOperator(
      call,
      (context) => listAllTokens(context, ALL),
      ({ items: tokens }) => {
        for (const { id, scope, createdAt, name } of tokens)
          print(`${id}  ${scope.padEnd(7)}  ${createdAt.toString().slice(0, 10)}  ${name}`);
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

function readScope(text: string | undefined): Scope {
  const scope = SCOPES.find((known) => known === (text ?? "admin"));
  if (scope === undefined) throw new UsageError(`there is no scope "${text}"; say one of ${SCOPES.join(", ")}`);
  return scope;
}
