import type { FastifyReply, FastifyRequest } from "fastify";
import type { Session } from "#accounts/accounts.ts";
import type { Context, Services } from "#actions/context.ts";
import { refuseStanding, type Standing, standingOf } from "#actions/users/second-steps.ts";
import { isRefusal, type Refusal, refuse } from "#domain/refusal.ts";
import { chargeFailure, type Gate } from "#http/authorize.ts";
import { sendRefusal } from "#http/problem.ts";
import { sessionOf, userOf } from "#http/session.ts";
import { withPassword } from "#http/sign-in-tries.ts";

/** How a call about somebody's own ways to sign in is done. */
interface OwnCall<T> {
  /** Who may make it, while everybody must sign in with two steps. */
  readonly standings: readonly Standing[];
  readonly action: (context: Context, session: Session, standing: Standing) => Promise<T | Refusal>;
  readonly shape: (value: T) => object;
}

/** Whoever may go on as if there were no second step, may do everything. */
export const IN: readonly Standing[] = ["in"];
/** What helps to set one up. */
export const SETTING_UP: readonly Standing[] = ["in", "set_up"];

/**
 * Answers calls of whoever is signed in about their own ways to sign in. Those that bring the password count as tries to
 * sign in, and a wrong one costs like a guess.
 */
export function answerOwn(services: Services, { accounts, limits, slowsSignIn }: Gate) {
  return async <T>(
    request: FastifyRequest,
    reply: FastifyReply,
    { standings, action, shape }: OwnCall<T>,
  ): Promise<FastifyReply> => {
    const session = await sessionOf(accounts, request, reply);
    if (session === null) return sendRefusal(reply, refuse("UNAUTHORIZED", "Nobody is signed in."));
    const standing = await standingOf(services, session);
    const held = standings.includes(standing) ? null : refuseStanding(services, standing);
    if (held !== null) return sendRefusal(reply, held);
    const work = () => action({ ...services, actor: userOf(session) }, session, standing);
    const isTry =
      slowsSignIn && typeof request.body === "object" && request.body !== null && "password" in request.body;
    const value = isTry ? await withPassword(services, request, session.user.email, work) : await work();
    if (!isRefusal(value)) return reply.send(shape(value));
    if (value.errors !== undefined) chargeFailure(limits, request.ip);
    return sendRefusal(reply, value);
  };
}
