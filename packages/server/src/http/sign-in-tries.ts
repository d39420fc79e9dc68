import type { SignIn } from "@keywright/contract/accounts";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { Services } from "#actions/context.ts";
import { countSignIn, forgiveSignIn, markFor, type SignInTry, takeSignInBack } from "#actions/users/sign-in-tries.ts";
import type { Refusal } from "#domain/refusal.ts";
import { networkOf } from "#kit/network.ts";

/** By which a browser is known in which somebody has signed in. */
const COOKIE = "keywright.browser";
/** As long as browsers keep a cookie at most, in seconds. */
const KEPT_S = 400 * 24 * 60 * 60;

/** Counts a try to sign in. Answers a refusal when there were too many. */
export function beginSignIn(services: Services, request: FastifyRequest): Promise<Refusal | null> {
  return countSignIn(services, tryOf(request));
}

/** Does not count the try, whose password was right: the one that brings the code, too, counts. */
export function pauseSignIn(services: Services, request: FastifyRequest): Promise<void> {
  return takeSignInBack(services, tryOf(request));
}

/** Does not count the try, which was right, and lets the browser be known from now on. */
export async function finishSignIn(
  services: Services,
  request: FastifyRequest,
  reply: FastifyReply,
  publicUrl: string | null,
): Promise<void> {
  const attempt = tryOf(request);
  await forgiveSignIn(services, attempt);
  const secure = publicUrl?.startsWith("https:") ? "; Secure" : "";
  reply.header(
    "set-cookie",
    `${COOKIE}=${markFor(services.vault, attempt.email)}; Path=/api/auth; Max-Age=${KEPT_S}; HttpOnly; SameSite=Lax${secure}`,
  );
}

function tryOf({ body, ip, headers }: FastifyRequest): SignInTry {
  const pairs = (headers.cookie ?? "").split(";").map((pair) => pair.trim());
  const own = pairs.find((pair) => pair.startsWith(`${COOKIE}=`));
  return { email: (body as SignIn).email, address: networkOf(ip), mark: own?.slice(COOKIE.length + 1) || null };
}
