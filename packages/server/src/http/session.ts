import type { FastifyReply, FastifyRequest } from "fastify";
import type { Accounts, Caller, Session } from "#accounts/accounts.ts";
import type { Actor } from "#domain/actor.ts";

/** What the accounts are told about whoever calls. */
export function callerOf({ ip, headers }: FastifyRequest): Caller {
  return { address: ip, cookie: headers.cookie, userAgent: headers["user-agent"]?.slice(0, 500) };
}

/** The session that the request's cookie opens. Prolongs it, and takes a cookie back that is worth nothing. */
export async function sessionOf(
  accounts: Accounts,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<Session | null> {
  if (request.headers.cookie === undefined) return null;
  const { session, cookies } = await accounts.session(callerOf(request));
  setCookies(reply, cookies);
  return session;
}

/** Who is signed in, as the actor of what they do. */
export function userOf({ user: { id, name, role } }: Session): Actor {
  return { kind: "user", id, name, role };
}

export function setCookies(reply: FastifyReply, cookies: readonly string[]): void {
  if (cookies.length > 0) reply.header("set-cookie", cookies);
}

/** The value of a cookie of ours that the request brings; null = there is none. */
export function cookieNamed({ headers }: FastifyRequest, name: string): string | null {
  const pairs = (headers.cookie ?? "").split(";").map((pair) => pair.trim());
  return pairs.find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1) || null;
}

/** A cookie of ours for the sign-in alone. @param seconds how long the browser keeps it */
export function signInCookie(
  name: string,
  value: string,
  { seconds, site, publicUrl }: { seconds: number; site: "Lax" | "Strict"; publicUrl: string | null },
): string {
  const secure = publicUrl?.startsWith("https:") ? "; Secure" : "";
  return `${name}=${value}; Path=/api/auth; Max-Age=${seconds}; HttpOnly; SameSite=${site}${secure}`;
}
