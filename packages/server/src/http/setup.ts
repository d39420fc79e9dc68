import { Me } from "@keywright/contract/management-api/me";
import { SetUp, SetupState } from "@keywright/contract/management-api/setup";
import type { Services } from "#actions/context.ts";
import { getSelf } from "#actions/users/get-self.ts";
import { isSetupNeeded, setUp } from "#actions/users/set-up.ts";
import { isRefusal } from "#domain/refusal.ts";
import { chargeFailure, type Gate } from "#http/authorize.ts";
import { COST } from "#http/limits.ts";
import { sendRefusal } from "#http/problem.ts";
import { answers, type Routes } from "#http/routes.ts";
import { callerOf, setCookies } from "#http/session.ts";

const tags = ["Accounts"];

/** How a new installation gets its first account. */
export function setupApi(services: Services, { accounts, limits }: Gate) {
  return async (app: Routes): Promise<void> => {
    app.addHook("onRequest", async (request, reply) => {
      const refusal = limits.address.take(request.ip, COST.call);
      return refusal === null ? undefined : sendRefusal(reply, refusal);
    });

    app.get(
      "/setup",
      {
        schema: {
          tags,
          security: [],
          operationId: "getSetup",
          summary: "Ask whether the first account is still to be made, and whether there is mail",
          response: answers({ 200: SetupState }),
        },
      },
      async () => ({ needed: await isSetupNeeded(services), sendsMail: services.sendsMail }),
    );

    app.post(
      "/setup",
      {
        schema: {
          tags,
          security: [],
          operationId: "setUp",
          summary: "Make the first account",
          description:
            "For the page that the setup link opens, which the server prints when it is started and there is no account. Signs the new user in: the answer sets the session's cookie. Refused once there is an account.",
          body: SetUp,
          response: answers({ 201: Me }),
        },
      },
      async (request, reply) => {
        const { token, ...newUser } = request.body;
        const user = await setUp(services, token, newUser);
        if (isRefusal(user)) {
          if (user.refusal === "UNAUTHORIZED") chargeFailure(limits, request.ip);
          return sendRefusal(reply, user);
        }
        const { email, password } = newUser;
        const signedIn = await accounts.call("POST", "/sign-in/email", { email, password }, callerOf(request));
        setCookies(reply, signedIn.headers.getSetCookie());
        const self = await getSelf({ ...services, actor: { kind: "user", ...user } });
        return isRefusal(self) ? sendRefusal(reply, self) : reply.code(201).send(self);
      },
    );
  };
}
