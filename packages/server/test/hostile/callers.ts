import { invite } from "#actions/users/invite.ts";
import { type CallOptions, cookieOf, type GivenServer, OPERATOR, taken } from "#test/given.ts";
import { ROLES, TOKENS } from "#test/hostile/who-may.ts";
import { signInWithKey } from "#test/portal.ts";

/** Everybody who can call, each with what lets them in, anew where a call may have ended it. */
export async function givenCallers(
  server: GivenServer,
): Promise<(caller: string, isLetIn: boolean) => Promise<CallOptions>> {
  const { key, product } = await server.license();
  const known = new Map<string, CallOptions>([["nobody", {}]]);
  const signInCustomer = async () => known.set("a customer", { headers: await signInWithKey(server, key) });
  await signInCustomer();
  for (const scope of TOKENS) {
    known.set(`a token: ${scope}`, { token: await server.token(scope) });
    known.set(`a token of one product: ${scope}`, { token: await server.token(scope, product.id) });
  }
  await server.signIn();
  for (const role of ROLES) known.set(`a user: ${role}`, { headers: await givenUser(server, role) });
  return async (caller, isLetIn) => {
    // Anew each time, since one of the calls ends the session.
    if (caller === "a customer" && isLetIn) await signInCustomer();
    return known.get(caller) ?? never(caller);
  };
}

/** What a user of this role sends, who is signed in. */
async function givenUser(server: GivenServer, role: (typeof ROLES)[number]) {
  const page = `${server.url}/invitation`;
  const { link } = taken(await invite(server.as(OPERATOR), { email: `${role}@example.com`, role, page }));
  const body = { invitation: link.split("#")[1], name: role, password: "quiet staple orange" };
  const accepted = await server.call("POST", "/api/v1/invitations/accept", { body });
  return { cookie: cookieOf(accepted), origin: server.url };
}

function never(caller: string): never {
  throw new Error(`nobody is ${caller}`);
}
