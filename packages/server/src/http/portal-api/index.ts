import type { TObject } from "typebox";
import type { Services } from "#actions/context.ts";
import type { Gate } from "#http/authorize.ts";
import { readQuery } from "#http/management-api/read-query.ts";
import { deviceLinkRoutes } from "#http/portal-api/device-link.ts";
import { licenseRoutes } from "#http/portal-api/licenses.ts";
import { sessionRoutes } from "#http/portal-api/session.ts";
import { signInRoutes } from "#http/portal-api/sign-in.ts";
import type { Routes } from "#http/routes.ts";

/** What the customer portal calls. */
export function portalApi(services: Services, gate: Gate) {
  return async (app: Routes): Promise<void> => {
    app.addHook("preValidation", async (request) => {
      const { schema } = request.routeOptions;
      if (request.body === undefined && schema?.body !== undefined) request.body = {};
      if (schema?.querystring !== undefined)
        request.query = readQuery(schema.querystring as TObject, request.query as Record<string, unknown>);
    });
    // Two rooms: what anybody may call, and what needs a customer who is signed in.
    app.register(async (open: Routes) => {
      signInRoutes(open, services, gate);
      deviceLinkRoutes(open, services, gate);
    });
    app.register(async (inside: Routes) => {
      sessionRoutes(inside, services, gate);
      licenseRoutes(inside, services, gate);
    });
  };
}
