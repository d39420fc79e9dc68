import { SwitchOnTwoStep, WithPassword } from "@keywright/contract/accounts";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { Context, Services } from "#actions/context.ts";
import { beginTwoStep } from "#actions/users/begin-two-step.ts";
import { getTwoStep } from "#actions/users/get-two-step.ts";
import { renewRecoveryCodes } from "#actions/users/renew-recovery-codes.ts";
import { switchOffOwnTwoStep } from "#actions/users/switch-off-own-two-step.ts";
import { switchOnTwoStep } from "#actions/users/switch-on-two-step.ts";
import { isRefusal, type Refusal, refuse } from "#domain/refusal.ts";
import { chargeFailure, type Gate } from "#http/authorize.ts";
import { sendRefusal } from "#http/problem.ts";
import type { Routes } from "#http/routes.ts";
import { userOf } from "#http/session.ts";

/** How a user switches two-step sign-in on and off for themselves. What is dangerous asks for the password. */
export function twoStep(app: Routes, services: Services, { accounts, limits }: Gate): void {
  /** Answers what the action does for whoever is signed in. A wrong password costs like a guess. */
  async function answer<T>(
    request: FastifyRequest,
    reply: FastifyReply,
    action: (context: Context) => Promise<T | Refusal>,
    shape: (value: T) => object,
  ): Promise<FastifyReply> {
    const actor = await userOf(accounts, request, reply);
    if (actor === null) return sendRefusal(reply, refuse("UNAUTHORIZED", "Nobody is signed in."));
    const value = await action({ ...services, actor });
    if (!isRefusal(value)) return reply.send(shape(value));
    if (value.errors !== undefined) chargeFailure(limits, request.ip);
    return sendRefusal(reply, value);
  }

  app.get("/two-step", { schema: { hide: true } }, (request, reply) =>
    answer(request, reply, getTwoStep, ({ isOn, recoveryCodesLeft }) => ({ on: isOn, recoveryCodesLeft })),
  );
  app.post("/two-step/begin", { schema: { hide: true, body: WithPassword } }, (request, reply) =>
    answer(
      request,
      reply,
      (context) => beginTwoStep(context, request.body.password),
      (started) => started,
    ),
  );
  app.post("/two-step/switch-on", { schema: { hide: true, body: SwitchOnTwoStep } }, (request, reply) =>
    answer(request, reply, (context) => switchOnTwoStep(context, request.body.code), codesOf),
  );
  app.post("/two-step/switch-off", { schema: { hide: true, body: WithPassword } }, (request, reply) =>
    answer(
      request,
      reply,
      (context) => switchOffOwnTwoStep(context, request.body.password),
      () => ({}),
    ),
  );
  app.post("/two-step/recovery-codes", { schema: { hide: true, body: WithPassword } }, (request, reply) =>
    answer(request, reply, (context) => renewRecoveryCodes(context, request.body.password), codesOf),
  );
}

function codesOf(recoveryCodes: readonly string[]) {
  return { recoveryCodes };
}
