import { Me } from "@keywright/contract/management-api/me";
import { AcceptInvitation, OpenedInvitation, OpenInvitation } from "@keywright/contract/management-api/people";
import type { Services } from "#actions/context.ts";
import { acceptInvitation, openInvitation } from "#actions/users/accept-invitation.ts";
import { getSelf } from "#actions/users/get-self.ts";
import { isRefusal } from "#domain/refusal.ts";
import { chargeFailure, type Gate } from "#http/authorize.ts";
import { COST } from "#http/limits.ts";
import { wireTime } from "#http/moments.ts";
import { sendRefusal } from "#http/problem.ts";
import { answers, type Routes } from "#http/routes.ts";
import { callerOf, setCookies } from "#http/session.ts";

const tags = ["People"];

/** What whoever has an invitation's link may do without an account. */
export function invitationApi(services: Services, { accounts, limits }: Gate) {
  return async (app: Routes): Promise<void> => {
    app.addHook("onRequest", async (request, reply) => {
      const refusal = limits.address.take(request.ip, COST.call);
      return refusal === null ? undefined : sendRefusal(reply, refusal);
    });

    app.post(
      "/invitations/open",
      {
        schema: {
          tags,
          security: [],
          operationId: "openInvitation",
          summary: "Look at an invitation",
          description:
            "For the page that the link opens. A POST, since the token is a secret and must not stand in a URL.",
          body: OpenInvitation,
          response: answers({ 200: OpenedInvitation }),
        },
      },
      async (request, reply) => {
        const invitation = await openInvitation(services, request.body.invitation);
        if (isRefusal(invitation)) {
          if (invitation.refusal === "UNAUTHORIZED") chargeFailure(limits, request.ip);
          return sendRefusal(reply, invitation);
        }
        const { email, role, invitedBy, expiresAt } = invitation;
        return reply.send({ email, role, invitedBy, expiresOn: wireTime(expiresAt) });
      },
    );

    app.post(
      "/invitations/accept",
      {
        schema: {
          tags,
          security: [],
          operationId: "acceptInvitation",
          summary: "Make an account by an invitation",
          description: "Once for each invitation. Signs the new user in: the answer sets the session's cookie.",
          body: AcceptInvitation,
          response: answers({ 201: Me }),
        },
      },
      async (request, reply) => {
        const { invitation: token, ...newUser } = request.body;
        const user = await acceptInvitation(services, { token, ...newUser });
        if (isRefusal(user)) {
          if (user.refusal === "UNAUTHORIZED") chargeFailure(limits, request.ip);
          return sendRefusal(reply, user);
        }
        const { email } = user;
        const { password } = newUser;
        const signedIn = await accounts.call("POST", "/sign-in/email", { email, password }, callerOf(request));
        setCookies(reply, signedIn.headers.getSetCookie());
        const self = await getSelf({ ...services, actor: { kind: "user", ...user } });
        return isRefusal(self) ? sendRefusal(reply, self) : reply.code(201).send(self);
      },
    );
  };
}
