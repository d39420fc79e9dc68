import type { FastifyReply, FastifyRequest } from "fastify";
import type { Services } from "#actions/context.ts";
import { findSession, type KnownSession, type OpenedSession } from "#actions/portal/session.ts";
import { refuse } from "#domain/refusal.ts";
import { type Authorize, foreignPage, type Gate } from "#http/authorize.ts";
import { COST } from "#http/limits.ts";
import { isFromOwnPage } from "#http/origin.ts";
import { sendRefusal } from "#http/problem.ts";

/** What carries a customer's session. Another name than the vendor's: in one browser there may be both. */
const COOKIE = "keywright.portal_session";

declare module "fastify" {
  interface FastifyRequest {
    /** The customer's session; set before the body is looked at. */
    portalSession: KnownSession | null;
  }
}

/** How what a route is called for is told in the OpenAPI document: a customer who is signed in. */
export const CUSTOMER = [{ customer: [] }];
/** The same for what anybody may call. */
export const ANYBODY: Record<string, string[]>[] = [];

/**
 * What anybody may call, from our own pages or from no browser at all: somebody else's page could sign its visitor in as
 * somebody else.
 */
export function authorizeAnybody({ limits, publicUrl }: Gate): Authorize {
  return async (request, reply) => {
    const limited = limits.address.take(request.ip, COST.call);
    if (limited !== null) return sendRefusal(reply, limited);
    const { origin, cookie, "sec-fetch-site": site } = request.headers;
    const isBrowser = origin !== undefined || cookie !== undefined || site !== undefined;
    if (request.method === "GET" || !isBrowser || isFromOwnPage(request, publicUrl)) return undefined;
    return sendRefusal(reply, foreignPage());
  };
}

/** A customer who is signed in, and for a change one of our own pages: a browser adds the cookie whoever makes it call. */
export function authorizeCustomer(services: Services, { limits, publicUrl }: Gate): Authorize {
  return async (request, reply) => {
    const token = sessionTokenOf(request);
    const known = token === null ? null : await findSession(services, token);
    if (known === null) {
      const limited = limits.address.take(request.ip, COST.call + COST.failure);
      return sendRefusal(reply, limited ?? refuse("UNAUTHORIZED", "This needs a customer who is signed in."));
    }
    if (request.method !== "GET" && !isFromOwnPage(request, publicUrl)) return sendRefusal(reply, foreignPage());
    request.actor = known.actor;
    request.portalSession = known;
    if (known.isProlonged && token !== null)
      setSessionCookie(reply, { token, expiresAt: known.session.expiresAt }, services.clock.now(), publicUrl);
    return undefined;
  };
}

/** What the session's cookie carries; null when there is none. */
export function sessionTokenOf({ headers }: FastifyRequest): string | null {
  const pairs = (headers.cookie ?? "").split(";").map((pair) => pair.trim());
  const own = pairs.find((pair) => pair.startsWith(`${COOKIE}=`));
  return own?.slice(COOKIE.length + 1) || null;
}

export function setSessionCookie(
  reply: FastifyReply,
  { token, expiresAt }: OpenedSession,
  now: Temporal.Instant,
  publicUrl: string | null,
): void {
  const seconds = Math.max(0, Math.floor(now.until(expiresAt).total("seconds")));
  const secure = publicUrl?.startsWith("https:") ? "; Secure" : "";
  reply.header("set-cookie", `${COOKIE}=${token}; Path=/; Max-Age=${seconds}; HttpOnly; SameSite=Lax${secure}`);
}

/** Takes the cookie back. */
export function clearSessionCookie(reply: FastifyReply, now: Temporal.Instant, publicUrl: string | null): void {
  setSessionCookie(reply, { token: "", expiresAt: now }, now, publicUrl);
}
