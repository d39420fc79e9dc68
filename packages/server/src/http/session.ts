import type { FastifyReply, FastifyRequest } from "fastify";
import type { Accounts, Caller } from "#accounts/accounts.ts";
import type { Actor } from "#domain/actor.ts";

/** What the accounts are told about whoever calls. */
export function callerOf({ ip, headers }: FastifyRequest): Caller {
  return { address: ip, cookie: headers.cookie, userAgent: headers["user-agent"]?.slice(0, 500) };
}

/** Who is signed in, by the request's cookie. Prolongs the session, and takes a cookie back that is worth nothing. */
export async function userOf(accounts: Accounts, request: FastifyRequest, reply: FastifyReply): Promise<Actor | null> {
  if (request.headers.cookie === undefined) return null;
  const { user, cookies } = await accounts.session(callerOf(request));
  setCookies(reply, cookies);
  return user && { kind: "user", ...user };
}

export function setCookies(reply: FastifyReply, cookies: readonly string[]): void {
  if (cookies.length > 0) reply.header("set-cookie", cookies);
}
