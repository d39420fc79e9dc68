import { EditMe, Me } from "@keywright/contract/management-api/me";
import { getSelf } from "#actions/users/get-self.ts";
import { rename } from "#actions/users/rename.ts";
import { ofProduct } from "#domain/actor.ts";
import { isRefusal } from "#domain/refusal.ts";
import type { ManagementRoutes } from "#http/management-api/routes.ts";
import { sendRefusal } from "#http/problem.ts";
import { answers } from "#http/routes.ts";

const tags = ["Accounts"];

export const meRoutes: ManagementRoutes = (app, { contextOf }) => {
  app.get(
    "/me",
    {
      config: { scope: ofProduct("read") },
      schema: {
        tags,
        operationId: "getMe",
        summary: "Ask who you are",
        response: answers({ 200: Me }),
      },
    },
    async (request, reply) => {
      const self = await getSelf(contextOf(request));
      return isRefusal(self) ? sendRefusal(reply, self) : reply.send(self);
    },
  );

  app.patch(
    "/me",
    {
      config: { scope: "read", usersOnly: true },
      schema: {
        tags,
        security: [{ session: [] }],
        operationId: "editMe",
        summary: "Change your name",
        description: "For people: a token is refused.",
        body: EditMe,
        response: answers({ 200: Me }),
      },
    },
    async (request, reply) => {
      const context = contextOf(request);
      if (context.actor.kind !== "user") throw new Error("only users get this far");
      const { id } = context.actor;
      const user = await rename(context, { id, name: request.body.name });
      if (isRefusal(user)) return sendRefusal(reply, user);
      const self = await getSelf({ ...context, actor: { ...context.actor, name: user.name } });
      return isRefusal(self) ? sendRefusal(reply, self) : reply.send(self);
    },
  );
};
