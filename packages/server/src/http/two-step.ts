import { SwitchOnTwoStep, WithPassword } from "@keywright/contract/accounts";
import type { Services } from "#actions/context.ts";
import { beginTwoStep } from "#actions/users/begin-two-step.ts";
import { getTwoStep } from "#actions/users/get-two-step.ts";
import { renewRecoveryCodes } from "#actions/users/renew-recovery-codes.ts";
import { switchOffOwnTwoStep } from "#actions/users/switch-off-own-two-step.ts";
import { switchOnTwoStep } from "#actions/users/switch-on-two-step.ts";
import { isRefusal } from "#domain/refusal.ts";
import type { Gate } from "#http/authorize.ts";
import { answerOwn, IN, SETTING_UP } from "#http/own-sign-in.ts";
import type { Routes } from "#http/routes.ts";

/** How a user switches two-step sign-in on and off for themselves. What is dangerous asks for the password. */
export function twoStep(app: Routes, services: Services, gate: Gate): void {
  const answer = answerOwn(services, gate);

  app.get("/two-step", { schema: { hide: true } }, (request, reply) =>
    answer(request, reply, {
      standings: ["in", "set_up", "sign_in_again"],
      action: async (context, _session, standing) => {
        const own = await getTwoStep(context);
        return isRefusal(own) ? own : { ...own, standing };
      },
      shape: ({ isOn, recoveryCodesLeft, isRequired, standing }) => ({
        ...{ on: isOn, recoveryCodesLeft, required: isRequired, standing },
      }),
    }),
  );
  app.post("/two-step/begin", { schema: { hide: true, body: WithPassword } }, (request, reply) =>
    answer(request, reply, {
      standings: SETTING_UP,
      action: (context) => beginTwoStep(context, request.body.password),
      shape: (started) => started,
    }),
  );
  app.post("/two-step/switch-on", { schema: { hide: true, body: SwitchOnTwoStep } }, (request, reply) =>
    answer(request, reply, {
      standings: SETTING_UP,
      action: (context, { id }) => switchOnTwoStep(context, { code: request.body.code, sessionId: id }),
      shape: codesOf,
    }),
  );
  app.post("/two-step/switch-off", { schema: { hide: true, body: WithPassword } }, (request, reply) =>
    answer(request, reply, {
      standings: IN,
      action: (context) => switchOffOwnTwoStep(context, request.body.password),
      shape: () => ({}),
    }),
  );
  app.post("/two-step/recovery-codes", { schema: { hide: true, body: WithPassword } }, (request, reply) =>
    answer(request, reply, {
      standings: IN,
      action: (context) => renewRecoveryCodes(context, request.body.password),
      shape: codesOf,
    }),
  );
}

function codesOf(recoveryCodes: readonly string[]) {
  return { recoveryCodes };
}
