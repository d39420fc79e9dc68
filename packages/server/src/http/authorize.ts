import type { FastifyReply, FastifyRequest } from "fastify";
import type { Accounts } from "#accounts/accounts.ts";
import type { Services } from "#actions/context.ts";
import { authenticate } from "#actions/tokens/authenticate.ts";
import { refuseOneStep } from "#actions/users/second-steps.ts";
import { type Actor, isPublishable, may, type OfProduct, type Scope } from "#domain/actor.ts";
import { forbidden } from "#domain/forbidden.ts";
import { isRefusal, type Refusal, refuse } from "#domain/refusal.ts";
import { COST, type Limits } from "#http/limits.ts";
import { isFromOwnPage } from "#http/origin.ts";
import { sendRefusal } from "#http/problem.ts";
import { sessionOf, userOf } from "#http/session.ts";

declare module "fastify" {
  interface FastifyRequest {
    /** Who calls; set before the body is looked at. */
    actor: Actor;
  }
  interface FastifyContextConfig {
    /** What the caller must be allowed to do. */
    scope?: Scope | OfProduct;
    /** Whether tokens are refused, whatever their scope. */
    usersOnly?: boolean;
  }
}

/** Who calls and whether they may, decided before anything of the body is read. A hook for `onRequest`. */
export type Authorize = (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply | undefined>;

/**
 * The License API stands open, as an application in customers' hands must be able to call it. A server token makes the
 * answers fuller; a bearer that can't be one of ours is ignored, since clients of other systems send their own.
 */
export function authorizeApplication(services: Services, limits: Limits): Authorize {
  return async (request, reply) => {
    const actor = await actorOf(services, limits, request.headers.authorization, request.ip);
    if (isRefusal(actor)) return sendRefusal(reply, actor);
    request.actor = actor;
    return undefined;
  };
}

/**
 * Who calls the License API, or why they may not; at once where nothing has to be read.
 * @param address what the call is charged to
 */
export function actorOf(
  services: Services,
  limits: Limits,
  authorization: string | undefined,
  address: string,
): Actor | Refusal | Promise<Actor | Refusal> {
  const bearer = bearerOf(services, authorization);
  return bearer instanceof Promise
    ? bearer.then((known) => chargeCaller(known, limits, address))
    : chargeCaller(bearer, limits, address);
}

/** Takes what a call of its kind costs from whoever makes it. */
function chargeCaller(bearer: Bearer, limits: Limits, address: string): Actor | Refusal {
  if (typeof bearer === "object") return chargeActor(bearer, limits, address) ?? bearer;
  const isGuess = bearer === "unknown";
  const limited = limits.address.take(address, isGuess ? COST.call + COST.failure : COST.call);
  return limited ?? (isGuess || bearer === "expired" ? deadToken(bearer) : APPLICATION);
}

/**
 * The token pays, so that a vendor's own server may ask for all its customers. When it has nothing left, the address does,
 * as it would without a token: so nobody who has a token that is in everybody's hands can keep the others out with it.
 */
function chargeActor(actor: Actor, limits: Limits, address: string): Refusal | null {
  if (actor.kind !== "token") return null;
  const guessed = isPublishable(actor) ? limits.address.take(address, 0) : null;
  if (guessed !== null) return guessed;
  return limits.token.take(actor.id, COST.call) === null ? null : limits.address.take(address, COST.call);
}

const APPLICATION: Actor = { kind: "application" };

/**
 * Charges for a look-up that found nothing. Whoever guesses with a token that is in everybody's hands is slowed down at
 * their own address; with any other token it is a system of the vendor's, which passes on what others have typed.
 */
export function chargeMiss(limits: Limits, actor: Actor, address: string): void {
  if (actor.kind === "token" && !isPublishable(actor)) limits.token.charge(actor.id, COST.failure);
  else chargeFailure(limits, address);
}

/** What the Management API goes by to let somebody in. */
export interface Gate {
  readonly limits: Limits;
  readonly accounts: Accounts;
  /** Where the web app is; null = wherever the request says. */
  readonly publicUrl: string | null;
  /** Whether tries to sign in are counted. */
  readonly slowsSignIn: boolean;
}

/**
 * The Management API needs a server token or a signed-in user, whose scope covers the route. A browser adds the session's
 * cookie whoever makes it call, so a change must also come from one of our own pages.
 */
export function authorizeManagement(services: Services, { limits, accounts, publicUrl }: Gate): Authorize {
  return async (request, reply) => {
    const { scope: needed, usersOnly = false } = request.routeOptions.config;
    if (needed === undefined) throw new Error(`the route ${request.routeOptions.url} declares no scope`);
    const bearer = await bearerOf(services, request.headers.authorization);
    const session = bearer === "none" ? await sessionOf(accounts, request, reply) : null;
    const actor = session === null ? bearer : userOf(session);
    if (actor === "none")
      return refuseCaller(
        request,
        reply,
        limits,
        refuse(
          "UNAUTHORIZED",
          "This needs a server token, Authorization: Bearer <token>, or somebody who is signed in.",
        ),
      );
    if (typeof actor === "string") return refuseCaller(request, reply, limits, deadToken(actor));
    const limited = actor.kind === "token" ? limits.token.take(actor.id, COST.call) : null;
    if (limited !== null) return sendRefusal(reply, limited);
    const oneStep = session === null ? null : await refuseOneStep(services, session);
    if (oneStep !== null) return sendRefusal(reply, oneStep);
    if (!may(actor, needed)) return sendRefusal(reply, forbidden(actor, needed));
    if (usersOnly && actor.kind !== "user")
      return sendRefusal(reply, refuse("FORBIDDEN", "This needs a user who is signed in, not a token."));
    if (actor.kind === "user" && !SAFE.has(request.method) && !isFromOwnPage(request, publicUrl))
      return sendRefusal(reply, foreignPage());
    if (actor.kind === "user") services.stamps.userSeen(actor.id, services.clock.now());
    request.actor = actor;
    return undefined;
  };
}

const SAFE: ReadonlySet<string> = new Set(["GET", "HEAD"]);

/** What another site is told that uses a visitor's session. */
export function foreignPage(): Refusal {
  return refuse("FORBIDDEN", "This request comes from another site than the server's own.");
}

/** Charges an address for an answer that a guesser would have got. */
export function chargeFailure(limits: Limits, address: string): void {
  limits.address.charge(address, COST.failure);
}

/** Who holds the bearer that was sent, if one was sent. */
type Bearer = Actor | "none" | "malformed" | "unknown" | "expired";

function bearerOf(services: Services, header: string | undefined): Bearer | Promise<Bearer> {
  if (header === undefined) return "none";
  const token = /^bearer +(\S+) *$/i.exec(header)?.[1];
  return token === undefined ? "malformed" : authenticate(services, token);
}

function refuseCaller(request: FastifyRequest, reply: FastifyReply, limits: Limits, refusal: Refusal): FastifyReply {
  const limited = limits.address.take(request.ip, COST.call + COST.failure);
  return sendRefusal(reply, limited ?? refusal);
}

function deadToken(bearer: Exclude<Bearer, Actor>): Refusal {
  if (bearer === "expired") return refuse("UNAUTHORIZED", "This server token has expired.");
  return refuse("UNAUTHORIZED", "This server token is unknown or revoked.");
}
