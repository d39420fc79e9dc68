import {
  ChangeRole,
  EditSignInSettings,
  InvitationPage,
  InvitationQuery,
  Invite,
  Person,
  PersonPage,
  PersonQuery,
  SentInvitation,
  SignInSettings,
  type Invitation as WireInvitation,
  type Person as WirePerson,
} from "@keywright/contract/management-api/people";
import { Type } from "typebox";
import { changeRole } from "#actions/users/change-role.ts";
import { getSignInSettings } from "#actions/users/get-sign-in-settings.ts";
import { invite } from "#actions/users/invite.ts";
import { listAllUsers } from "#actions/users/list.ts";
import { listOpenInvitations } from "#actions/users/list-invitations.ts";
import { removeUser } from "#actions/users/remove.ts";
import { requireTwoStep } from "#actions/users/require-two-step.ts";
import { withdrawInvitation } from "#actions/users/withdraw-invitation.ts";
import { isRefusal } from "#domain/refusal.ts";
import type { Invitation, ListedUser } from "#domain/users/user.ts";
import { pageRequest, shapePage } from "#http/management-api/page.ts";
import { IdParams, type ManagementRoutes } from "#http/management-api/routes.ts";
import { wireTime, wireTimeOrNull } from "#http/moments.ts";
import { ownAddress } from "#http/origin.ts";
import { sendRefusal } from "#http/problem.ts";
import { answers } from "#http/routes.ts";

const tags = ["People"];
/** No token has the scope, and the document says so. */
const security = [{ session: [] }];

export const peopleRoutes: ManagementRoutes = (app, { contextOf, publicUrl }) => {
  app.get(
    "/users",
    {
      config: { scope: "owner" },
      schema: {
        tags,
        security,
        operationId: "listPeople",
        summary: "List who has an account",
        querystring: PersonQuery,
        response: answers({ 200: PersonPage }),
      },
    },
    async (request, reply) => {
      const page = pageRequest(request.query);
      if (isRefusal(page)) return sendRefusal(reply, page);
      const users = await listAllUsers(contextOf(request), page);
      return isRefusal(users) ? sendRefusal(reply, users) : reply.send(shapePage(users, shapePerson));
    },
  );

  app.patch(
    "/users/:id",
    {
      config: { scope: "owner" },
      schema: {
        tags,
        security,
        operationId: "changeRole",
        summary: "Change somebody's role",
        description: "It counts from their next call on. There is one owner at least.",
        params: IdParams,
        body: ChangeRole,
        response: answers({ 200: Person }),
      },
    },
    async (request, reply) => {
      const user = await changeRole(contextOf(request), { id: request.params.id, ...request.body });
      return isRefusal(user) ? sendRefusal(reply, user) : reply.send(shapePerson(user));
    },
  );

  app.delete(
    "/users/:id",
    {
      config: { scope: "owner" },
      schema: {
        tags,
        security,
        operationId: "removePerson",
        summary: "Take somebody's account",
        description:
          "Their sessions end at once. What they did stays on record, and tokens that they made stay in force.",
        params: IdParams,
        response: answers({ 204: Type.Null() }),
      },
    },
    async (request, reply) => {
      const removed = await removeUser(contextOf(request), request.params.id);
      return isRefusal(removed) ? sendRefusal(reply, removed) : reply.code(204).send();
    },
  );

  app.get(
    "/invitations",
    {
      config: { scope: "owner" },
      schema: {
        tags,
        security,
        operationId: "listInvitations",
        summary: "List who is invited and has no account yet",
        querystring: InvitationQuery,
        response: answers({ 200: InvitationPage }),
      },
    },
    async (request, reply) => {
      const page = pageRequest(request.query);
      if (isRefusal(page)) return sendRefusal(reply, page);
      const invitations = await listOpenInvitations(contextOf(request), page);
      return isRefusal(invitations)
        ? sendRefusal(reply, invitations)
        : reply.send(shapePage(invitations, shapeInvitation));
    },
  );

  app.post(
    "/invitations",
    {
      config: { scope: "owner" },
      schema: {
        tags,
        security,
        operationId: "invite",
        summary: "Invite somebody",
        description:
          "The link works once, for three days. It is mailed where the server sends mail, and stands in this answer and nowhere else. Who is invited again has one link: the new one.",
        body: Invite,
        response: answers({ 201: SentInvitation }),
      },
    },
    async (request, reply) => {
      // Never from the request: see the links for a forgotten password.
      const page = `${publicUrl ?? ownAddress(request.server.server)}/invitation`;
      const sent = await invite(contextOf(request), { ...request.body, page });
      if (isRefusal(sent)) return sendRefusal(reply, sent);
      const { invitation, link, mailed } = sent;
      return reply.code(201).send({ ...shapeInvitation(invitation), link, mailed });
    },
  );

  app.delete(
    "/invitations/:id",
    {
      config: { scope: "owner" },
      schema: {
        tags,
        security,
        operationId: "withdrawInvitation",
        summary: "Withdraw an invitation",
        description: "Its link lets nobody in any more.",
        params: IdParams,
        response: answers({ 204: Type.Null() }),
      },
    },
    async (request, reply) => {
      const withdrawn = await withdrawInvitation(contextOf(request), request.params.id);
      return isRefusal(withdrawn) ? sendRefusal(reply, withdrawn) : reply.code(204).send();
    },
  );

  app.get(
    "/sign-in-settings",
    {
      config: { scope: "owner" },
      schema: {
        tags,
        security,
        operationId: "getSignInSettings",
        summary: "Read what holds for everybody who signs in",
        response: answers({ 200: SignInSettings }),
      },
    },
    async (request, reply) => {
      const settings = await getSignInSettings(contextOf(request));
      return isRefusal(settings) ? sendRefusal(reply, settings) : reply.send(settings);
    },
  );

  app.patch(
    "/sign-in-settings",
    {
      config: { scope: "owner" },
      schema: {
        tags,
        security,
        operationId: "editSignInSettings",
        summary: "Say whether everybody signs in with two steps",
        description: "Refused to whoever has no second step themselves. It counts from everybody's next call on.",
        body: EditSignInSettings,
        response: answers({ 200: SignInSettings }),
      },
    },
    async (request, reply) => {
      const settings = await requireTwoStep(contextOf(request), request.body.twoStepRequired);
      return isRefusal(settings) ? sendRefusal(reply, settings) : reply.send(settings);
    },
  );
};

function shapePerson({ id, name, email, role, isTwoStepOn, passkeys, createdAt, seenAt }: ListedUser): WirePerson {
  const [created, seen] = [wireTime(createdAt), wireTimeOrNull(seenAt)];
  return { id, name, email, role, twoStep: isTwoStepOn, passkeys, createdAt: created, lastSeenAt: seen };
}

function shapeInvitation({ id, email, role, invitedBy, createdAt, expiresAt }: Invitation): WireInvitation {
  return { id, email, role, invitedBy, createdAt: wireTime(createdAt), expiresOn: wireTime(expiresAt) };
}
