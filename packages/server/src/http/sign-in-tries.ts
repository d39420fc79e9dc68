import type { FastifyReply, FastifyRequest } from "fastify";
import type { Services } from "#actions/context.ts";
import { countSignIn, forgiveSignIn, markFor, type SignInTry, takeSignInBack } from "#actions/users/sign-in-tries.ts";
import { isRefusal, type Refusal } from "#domain/refusal.ts";
import { cookieNamed, signInCookie } from "#http/session.ts";
import { networkOf } from "#kit/network.ts";

/** By which a browser is known in which somebody has signed in. */
const COOKIE = "keywright.browser";
/** As long as browsers keep a cookie at most, in seconds. */
const KEPT_S = 400 * 24 * 60 * 60;

/** Counts a try to sign in. Answers a refusal when there were too many. @param email null = it is not known yet */
export function beginSignIn(services: Services, request: FastifyRequest, email: string | null) {
  return countSignIn(services, tryOf(request, email));
}

/** Does not count the try, whose password was right: the one that brings the code, too, counts. */
export function pauseSignIn(services: Services, request: FastifyRequest, email: string): Promise<void> {
  return takeSignInBack(services, tryOf(request, email));
}

/** Does not count the try, which was right, and lets the browser be known from now on. */
export async function finishSignIn(
  services: Services,
  request: FastifyRequest,
  reply: FastifyReply,
  { email, publicUrl }: { readonly email: string; readonly publicUrl: string | null },
): Promise<void> {
  await forgiveSignIn(services, tryOf(request, email));
  const mark = markFor(services.vault, email);
  reply.header("set-cookie", signInCookie(COOKIE, mark, { seconds: KEPT_S, site: "Lax", publicUrl }));
}

/**
 * Does what takes the password of somebody who is signed in. It counts as a try to sign in as them, since whoever has
 * found a browser open could find the password out by it.
 */
export async function withPassword<T>(
  services: Services,
  request: FastifyRequest,
  email: string,
  work: () => Promise<T | Refusal>,
): Promise<T | Refusal> {
  const held = await beginSignIn(services, request, email);
  if (held !== null) return held;
  const value = await work();
  const isWrong = isRefusal(value) && value.errors?.password !== undefined;
  if (!isWrong) await forgiveSignIn(services, tryOf(request, email));
  return value;
}

function tryOf(request: FastifyRequest, email: string | null): SignInTry {
  return { email, address: networkOf(request.ip), mark: cookieNamed(request, COOKIE) };
}
