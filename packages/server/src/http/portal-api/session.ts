import { PortalSession } from "@keywright/contract/portal-api";
import { Type } from "typebox";
import type { Services } from "#actions/context.ts";
import { endSession } from "#actions/portal/session.ts";
import type { Gate } from "#http/authorize.ts";
import { authorizeCustomer, CUSTOMER, clearSessionCookie, sessionTokenOf } from "#http/portal-api/authorize.ts";
import { shapeSession } from "#http/portal-api/shape.ts";
import { answers, type Routes } from "#http/routes.ts";

const tags = ["Customer portal"];

/** A customer's session: who is signed in, and how it ends. Opens the room for everything that needs one. */
export function sessionRoutes(app: Routes, services: Services, gate: Gate): void {
  app.addHook("onRequest", authorizeCustomer(services, gate));

  app.get(
    "/session",
    {
      schema: {
        ...{ tags, security: CUSTOMER, operationId: "getPortalSession" },
        summary: "Ask who is signed in",
        response: answers({ 200: PortalSession }),
      },
    },
    async (request) => {
      const { portalSession } = request;
      if (portalSession === null) throw new Error("only customers get this far");
      return shapeSession(portalSession.session);
    },
  );

  app.delete(
    "/session",
    {
      schema: {
        ...{ tags, security: CUSTOMER, operationId: "signOutOfPortal" },
        summary: "Sign out",
        response: answers({ 204: Type.Null() }),
      },
    },
    async (request, reply) => {
      await endSession(services, sessionTokenOf(request) ?? "");
      clearSessionCookie(reply, services.clock.now(), gate.publicUrl);
      return reply.code(204).send();
    },
  );
}
